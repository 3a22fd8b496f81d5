-- Renews locks. KEYS: locks. ARGV: milliseconds until expiry; then the token of each lock.
for i, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[i + 1] then
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
