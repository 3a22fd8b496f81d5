-- Lets a chat go, if it is still held. KEYS: its hold. ARGV: who holds it.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
