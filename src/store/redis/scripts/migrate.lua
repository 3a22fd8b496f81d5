-- Moves what a chat chose to its new number, unless something is chosen there. A new chat
-- numbers its messages anew, so its answers are forgotten.
-- KEYS: settings before, settings after, hinted, answers, questions. ARGV: before, after.
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('RENAMENX', KEYS[1], KEYS[2]) == 0 then
  redis.call('DEL', KEYS[1])
end
if redis.call('SREM', KEYS[3], ARGV[1]) == 1 then
  redis.call('SADD', KEYS[3], ARGV[2])
end
redis.call('DEL', KEYS[4], KEYS[5])
