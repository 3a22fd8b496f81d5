-- Moves an update to the dead letters. Idempotent.
-- KEYS: inbox, trials, dead letters. ARGV: group, entry, id, reason, most dead letters.
local it = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
if it then
  local at, body = it[2][4], it[2][6]
  redis.call('XADD', KEYS[3], 'MAXLEN', ARGV[5], '*', 'id', ARGV[3], 'at', at, 'reason', ARGV[4], 'body', body)
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
  redis.call('XDEL', KEYS[1], ARGV[2])
end
redis.call('HDEL', KEYS[2], ARGV[3])
