-- Takes one attempt back, so that it counts no longer.
-- KEYS[1] the counter
-- Returns what is left in it.
local attempts = tonumber(redis.call('GET', KEYS[1]) or '0')
if attempts > 0 then
  return redis.call('DECR', KEYS[1])
end
return 0
