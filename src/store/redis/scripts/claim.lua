-- Takes over what was given back, and what a process that is gone left.
-- KEYS: inbox, trials, aside.
-- ARGV: group, own name, name for what is given back, how long an entry of a process that
-- lives is not kept fresh at most, how many are taken, whether others may be gone (1 or 0),
-- how many are kept aside, why.
-- Returns the ids that were put aside, and of each entry: entry, trials, id, at, body.
local inbox, trials, aside = KEYS[1], KEYS[2], KEYS[3]
local group, own, free, stale = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local room, others_may_be_gone, max_aside, why = tonumber(ARGV[5]), ARGV[6] == '1', ARGV[7], ARGV[8]
local open, put_aside = {}, {}

local function cross_out(entry, id)
  redis.call('XACK', inbox, group, entry)
  redis.call('XDEL', inbox, entry)
  redis.call('HDEL', trials, id)
end

-- How many processes have ended with this update: see `Trial`. Where its process is not
-- gone, nothing more is said against it.
local function tried(id, is_gone)
  local n = tonumber(redis.call('HGET', trials, id) or 0)
  if is_gone and n == 0 or n > 1 then
    redis.call('HSET', trials, id, 1)
  end
  return is_gone and n + 1 or n
end

local function take(entry, least, is_gone)
  local taken = redis.call('XCLAIM', inbox, group, own, least, entry)[1]
  if not taken then
    return
  end
  local fields = taken[2]
  local id, at, body = fields[2], fields[4], fields[6]
  if not body then
    cross_out(entry, id or '')
    return
  end
  local n = tried(id, is_gone)
  if is_gone and n > 2 then
    redis.call('XADD', aside, 'MAXLEN', max_aside, '*', 'id', id, 'at', at, 'reason', why, 'body', body)
    cross_out(entry, id)
    put_aside[#put_aside + 1] = id
  else
    open[#open + 1] = { entry, n, id, at, body }
  end
end

if room > 0 then
  for _, it in ipairs(redis.call('XPENDING', inbox, group, '-', '+', room, free)) do
    take(it[1], 0, false)
  end
end
if room > #open and others_may_be_gone then
  local pending = redis.call('XPENDING', inbox, group, 'IDLE', stale, '-', '+', room - #open)
  for _, it in ipairs(pending) do
    -- What is this process's own and stale was sent to it, and did not arrive.
    take(it[1], stale, it[2] ~= own and it[2] ~= free)
  end
end
return { put_aside, open }
