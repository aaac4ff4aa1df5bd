-- Counts one attempt in a fixed window that begins with the first.
-- KEYS[1] the counter
-- ARGV[1] how many are allowed, ARGV[2] the window in milliseconds
-- Returns 0 if this one is allowed, else the milliseconds until the window ends.
local attempts = redis.call('INCR', KEYS[1])
if attempts == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if attempts <= tonumber(ARGV[1]) then
  return 0
end
return redis.call('PTTL', KEYS[1])
