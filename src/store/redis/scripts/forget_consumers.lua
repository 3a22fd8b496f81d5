-- Deletes the names of dead processes that own no entries.
-- KEYS: inbox. ARGV: group, milliseconds of silence.
for _, it in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local of = {}
  for i = 1, #it, 2 do
    of[it[i]] = it[i + 1]
  end
  if of.pending == 0 and of.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], of.name)
  end
end
