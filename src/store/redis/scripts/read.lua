#!lua flags=no-writes
-- Reads, unless there is more than the bot ever writes: that is refused before it is sent.
-- KEYS: what is read. ARGV: most bytes, the command, its arguments after the key.
local most = tonumber(ARGV[1])
local read = redis.call(ARGV[2], KEYS[1], unpack(ARGV, 3))

local function n_bytes(value)
  if type(value) == 'string' then
    return #value
  end
  local n = 0
  if type(value) == 'table' then
    for _, it in ipairs(value) do
      n = n + n_bytes(it)
    end
  end
  return n
end

if n_bytes(read) > most then
  return redis.error_reply('LARGE more than ' .. most .. ' bytes')
end
return read
