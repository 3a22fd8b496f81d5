#!lua flags=allow-oom
-- Completes updates, also while Redis is out of memory. Idempotent.
-- KEYS: inbox, trials, senders. ARGV: group, then of each update its entry and id.
local inbox, trials, senders = KEYS[1], KEYS[2], KEYS[3]

-- Gives the sender of an entry its room back.
local function release(entry)
  local it = redis.call('XRANGE', inbox, entry, entry)[1]
  local body, from = it and it[2][6], it and it[2][8]
  if not body or not from or from == '' then
    return
  end
  if redis.call('HINCRBY', senders, from, -1) <= 0 then
    redis.call('HDEL', senders, from, from .. ':b')
  else
    redis.call('HINCRBY', senders, from .. ':b', -#body)
  end
end

for i = 2, #ARGV, 2 do
  release(ARGV[i])
  redis.call('XACK', inbox, ARGV[1], ARGV[i])
  redis.call('XDEL', inbox, ARGV[i])
  redis.call('HDEL', trials, ARGV[i + 1])
end
