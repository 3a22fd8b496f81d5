-- Moves the settings of a chat to its new number, unless that has some. The new chat numbers its
-- messages anew, so the answers are deleted.
-- KEYS: old settings, new settings, hinted, answers, list of questions. ARGV: old, new number.
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('RENAMENX', KEYS[1], KEYS[2]) == 0 then
  redis.call('DEL', KEYS[1])
end
if redis.call('SREM', KEYS[3], ARGV[1]) == 1 then
  redis.call('SADD', KEYS[3], ARGV[2])
end
redis.call('DEL', KEYS[4], KEYS[5])
