-- Moves the settings of a chat to its new number, unless that has some. The new chat numbers its
-- messages anew, so the answers are deleted.
-- KEYS: old settings, new settings, answers, list of questions, hinted. ARGV: old number.
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('RENAMENX', KEYS[1], KEYS[2]) == 0 then
  redis.call('DEL', KEYS[1])
end
redis.call('DEL', KEYS[3], KEYS[4])
redis.call('SREM', KEYS[5], ARGV[1])
