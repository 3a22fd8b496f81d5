-- Moves an update to the dead letters, before `complete.lua` completes it. Idempotent.
-- KEYS: inbox, dead letters. ARGV: entry, id, reason, most dead letters.
local it = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if it then
  local at, body = it[2][4], it[2][6]
  redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[4], '*', 'id', ARGV[2], 'at', at, 'reason', ARGV[3], 'body', body)
end
