-- Removes the names of processes that are long gone and left nothing.
-- KEYS: inbox. ARGV: group, how long ago they were last heard of.
for _, it in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local of = {}
  for i = 1, #it, 2 do
    of[it[i]] = it[i + 1]
  end
  if of.pending == 0 and of.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], of.name)
  end
end
