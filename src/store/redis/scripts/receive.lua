-- Adds updates that are new, and whose senders have room.
-- KEYS: inbox, senders, then the `seen` map of each update.
-- ARGV: time, seconds until the maps expire, most open updates, most of one sender, most bytes of
-- one sender; then of each update its place in the map, id, sender (empty for none), body.
-- Returns how many have no room, or -1 if too many updates are open.
local inbox, senders = KEYS[1], KEYS[2]
local n_open = redis.call('XLEN', inbox)
if n_open >= tonumber(ARGV[3]) then
  return -1
end
if n_open == 0 then
  redis.call('DEL', senders)
end

local function has_room(sender, n_bytes)
  if sender == '' then
    return true
  end
  local known = redis.call('HMGET', senders, sender, sender .. ':b')
  local n, bytes = tonumber(known[1] or 0), tonumber(known[2] or 0)
  return n < tonumber(ARGV[4]) and bytes + n_bytes <= tonumber(ARGV[5])
end

local n_refused = 0
for i = 3, #KEYS do
  local at = 4 * i - 6
  local place, id, sender, body = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  if redis.call('GETBIT', KEYS[i], place) == 0 then
    if has_room(sender, #body) then
      redis.call('XADD', inbox, '*', 'id', id, 'at', ARGV[1], 'body', body, 'from', sender)
      if sender ~= '' then
        redis.call('HINCRBY', senders, sender, 1)
        redis.call('HINCRBY', senders, sender .. ':b', #body)
      end
    else
      n_refused = n_refused + 1
    end
    redis.call('SETBIT', KEYS[i], place, 1)
    redis.call('EXPIRE', KEYS[i], ARGV[2])
  end
end
return n_refused
