-- Keeps entries fresh, so that no other process claims them.
-- KEYS: inbox, then the `seen` map of each entry's update.
-- ARGV: group, own name; then of each entry its id and its update's place in the map.
-- Returns the entries that another process has claimed or completed.
local group, own = ARGV[1], ARGV[2]
local is_own, lost = {}, {}
for _, it in ipairs(redis.call('XPENDING', KEYS[1], group, '-', '+', 100000, own)) do
  is_own[it[1]] = true
end
for i = 2, #KEYS do
  local entry, place = ARGV[2 * i - 1], ARGV[2 * i]
  if is_own[entry] then
    redis.call('XCLAIM', KEYS[1], group, own, 0, entry, 'JUSTID')
  elseif redis.call('GETBIT', KEYS[i], place) == 1 then
    -- Without the mark, nobody has claimed the entry: Redis has lost its data.
    lost[#lost + 1] = entry
  end
end
return lost
