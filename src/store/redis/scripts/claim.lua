-- Claims entries that were given back or belong to dead processes.
-- KEYS: inbox, trials, dead letters, senders.
-- ARGV: group, own name, name that owns what was given back, milliseconds after which an entry
-- is stale, most entries, whether other processes may be dead (1 or 0), most dead letters,
-- reason of a dead letter.
-- Returns the ids of new dead letters, and of each claim: entry, crashes, id, time, body.
local inbox, trials, dead, senders = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local group, own, free, stale = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local room, others_may_be_dead, max_dead, why = tonumber(ARGV[5]), ARGV[6] == '1', ARGV[7], ARGV[8]
local open, new_dead = {}, {}

-- Gives the sender of a dead letter its room back.
local function release(from, body)
  if not from or from == '' then
    return
  end
  if redis.call('HINCRBY', senders, from, -1) <= 0 then
    redis.call('HDEL', senders, from, from .. ':b')
  else
    redis.call('HINCRBY', senders, from .. ':b', -#body)
  end
end

local function complete(entry, id)
  redis.call('XACK', inbox, group, entry)
  redis.call('XDEL', inbox, entry)
  redis.call('HDEL', trials, id)
end

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
  if not body then
    complete(entry, id or '')
    return
  end
  local n = tried(id, is_dead)
  if is_dead and n > 2 then
    redis.call('XADD', dead, 'MAXLEN', max_dead, '*', 'id', id, 'at', at, 'reason', why, 'body', body)
    release(fields[8], body)
    complete(entry, id)
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
