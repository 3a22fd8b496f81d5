-- Locks, unless somebody else has the lock. Idempotent.
-- KEYS: lock. ARGV: token, milliseconds until expiry.
-- Returns whether the lock has this token now.
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return true
end
return redis.call('GET', KEYS[1]) == ARGV[1]
