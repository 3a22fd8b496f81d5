-- Takes updates in that are new.
-- KEYS: inbox, then of each update the map that it is marked in.
-- ARGV: now, how long the maps stay; then of each update its place in the map, id, body.
for i = 2, #KEYS do
  local place, id, body = ARGV[3 * i - 3], ARGV[3 * i - 2], ARGV[3 * i - 1]
  if redis.call('GETBIT', KEYS[i], place) == 0 then
    redis.call('XADD', KEYS[1], '*', 'id', id, 'at', ARGV[1], 'body', body)
    redis.call('SETBIT', KEYS[i], place, 1)
    redis.call('EXPIRE', KEYS[i], ARGV[2])
  end
end
