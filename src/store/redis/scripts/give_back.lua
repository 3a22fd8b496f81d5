-- Gives entries back, for other processes to take over at once.
-- KEYS: inbox.
-- ARGV: group, own name, name that owns what was given back, milliseconds of idle time that the
-- entries get; then the entries that are kept.
local inbox, group, own, free = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local is_kept = {}
for i = 5, #ARGV do
  is_kept[ARGV[i]] = true
end
for _, it in ipairs(redis.call('XPENDING', inbox, group, '-', '+', 100000, own)) do
  if not is_kept[it[1]] then
    redis.call('XCLAIM', inbox, group, free, 0, it[1], 'IDLE', ARGV[4], 'JUSTID')
  end
end
