-- Counts a question that found nothing. KEYS: misses. ARGV: question, most questions.
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[2]) or redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  redis.call('ZINCRBY', KEYS[1], 1, ARGV[1])
end
