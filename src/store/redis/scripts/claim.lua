-- Claims entries that were given back or belong to dead processes. After `close.lua`.
-- KEYS: inbox, trials, senders, dead letters.
-- ARGV: group, own name, name that owns what was given back, milliseconds after which an entry
-- is stale, most entries, whether other processes may be dead (1 or 0), most dead letters,
-- reason of a dead letter, most bytes of a body.
-- Returns the ids of new dead letters, and of each claim: entry, crashes, id, time, body.
local dead = KEYS[4]
local group, own, free, stale = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local room, others_may_be_dead, max_dead, why = tonumber(ARGV[5]), ARGV[6] == '1', ARGV[7], ARGV[8]
local max_body = tonumber(ARGV[9])
local open, new_dead = {}, {}

-- Returns how many processes crashed on an update (see `Attempt`), and counts the last one if it
-- is dead.
local function tried(id, is_dead)
  local n = tonumber(redis.call('HGET', trials, id) or 0)
  if is_dead and n == 0 or n > 1 then
    redis.call('HSET', trials, id, 1)
  end
  return is_dead and n + 1 or n
end

local function take(entry, least, is_dead)
  local taken = redis.call('XCLAIM', inbox, group, own, least, entry)[1]
  if not taken then
    return
  end
  local fields = taken[2]
  local id, at, body = fields[2], fields[4], fields[6]
  if not body or #body > max_body then
    close(group, entry, id or '')
    return
  end
  local n = tried(id, is_dead)
  if is_dead and n > 2 then
    redis.call('XADD', dead, 'MAXLEN', max_dead, '*', 'id', id, 'at', at, 'reason', why, 'body', body)
    close(group, entry, id)
    new_dead[#new_dead + 1] = id
  else
    open[#open + 1] = { entry, n, id, at, body }
  end
end

if room > 0 then
  for _, it in ipairs(redis.call('XPENDING', inbox, group, '-', '+', room, free)) do
    take(it[1], 0, false)
  end
end
if room > #open and others_may_be_dead then
  local pending = redis.call('XPENDING', inbox, group, 'IDLE', stale, '-', '+', room - #open)
  for _, it in ipairs(pending) do
    -- A stale entry of this process itself was sent to it and never arrived.
    take(it[1], stale, it[2] ~= own and it[2] ~= free)
  end
end
return { new_dead, open }
