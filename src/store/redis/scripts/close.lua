#!lua flags=allow-oom
-- The beginning of scripts that close updates, also while Redis is out of memory.
-- KEYS: inbox, trials, senders; further ones are of the script.
local inbox, trials, senders = KEYS[1], KEYS[2], KEYS[3]

-- Gives a sender back what an update took of the room.
local function release(sender, body)
  if redis.call('HINCRBY', senders, sender, -1) <= 0 then
    redis.call('HDEL', senders, sender, sender .. ':b')
  else
    redis.call('HINCRBY', senders, sender .. ':b', -#body)
  end
end

-- Closes an update. Idempotent.
local function close(group, entry, id)
  local it = redis.call('XRANGE', inbox, entry, entry)[1]
  local body, sender = it and it[2][6], it and it[2][8]
  if body and sender and sender ~= '' then
    release(sender, body)
  end
  redis.call('XACK', inbox, group, entry)
  redis.call('XDEL', inbox, entry)
  redis.call('HDEL', trials, id)
end

