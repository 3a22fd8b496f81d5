-- Erases the dead letters of a chat or a person. KEYS: dead letters. ARGV: its number.
local number = '"id":%s*' .. string.gsub(ARGV[1], '%-', '%%-') .. '[,}%s]'
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  local fields = entry[2]
  for i = 1, #fields, 2 do
    if fields[i] == 'body' and string.find(fields[i + 1], number) then
      redis.call('XDEL', KEYS[1], entry[1])
      break
    end
  end
end
return 0
