-- Notes that one has come from a place, after those who came before; the old ones are dropped.
-- KEYS[1] who came from there, by when
-- ARGV[1] who comes, ARGV[2] now in milliseconds, ARGV[3] how long one is kept, in milliseconds
-- Returns those who came before, each followed by when.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', tonumber(ARGV[2]) - tonumber(ARGV[3]))
redis.call('ZREM', KEYS[1], ARGV[1])
local before = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return before
