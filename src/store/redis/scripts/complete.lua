-- Completes updates. After `close.lua`.
-- ARGV: group, then of each update its entry and id.
for i = 2, #ARGV, 2 do
  close(ARGV[1], ARGV[i], ARGV[i + 1])
end
