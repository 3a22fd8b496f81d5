-- Adds updates that are new.
-- KEYS: inbox, then the `seen` map of each update.
-- ARGV: time, seconds until the maps expire, most open updates; then of each update its place in
-- the map, id, body.
-- Returns 1, or 0 if too many updates are open.
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return 0
end
for i = 2, #KEYS do
  local place, id, body = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  if redis.call('GETBIT', KEYS[i], place) == 0 then
    redis.call('XADD', KEYS[1], '*', 'id', id, 'at', ARGV[1], 'body', body)
    redis.call('SETBIT', KEYS[i], place, 1)
    redis.call('EXPIRE', KEYS[i], ARGV[2])
  end
end
return 1
