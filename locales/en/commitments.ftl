# Quantified commitments. Amounts, matters and parties are the document's words.

commitments-heading = { $commitments ->
    [one] Quantified commitment:
   *[other] Quantified commitments:
}
commitments-found = { $commitments ->
    [one] { $commitments } quantified commitment:
   *[other] { $commitments } quantified commitments:
}
commitments-none = The documents make no quantified commitment of this kind.
commitments-of-nobody = No giver named
commitment-gives = { $giver } → { $receiver }
commitment-imports = { $giver }, from { $receiver }
commitment-by = by { $giver }
commitment-for = for { $receiver }
commitment-in = { $year }
commitment-years = { $start }–{ $end }
commitment-from = from { $year }
commitment-until = by { $year }
commitment-within = within { $years } years
commitment-per-year = a year
commitment-per-month = a month
commitment-per-person = a person
commitment-provided = already provided
# $commitments (Number)
commitment-sum = Sum of { $commitments } of these: { $amount }
# $commitments (Number)
commitment-sum-per = Sum of { $commitments } of these: { $amount } { $per }
# The standing of an amount, in one word.
standing-pledged = pledged
standing-aim = aim
standing-conditional = conditional
standing-wish = wish
standing-fact = fact
standing-denied = denied
