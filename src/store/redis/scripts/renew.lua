-- Holds on to chats. KEYS: of each its hold. ARGV: for how long; then of each who holds it.
for i, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[i + 1] then
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
