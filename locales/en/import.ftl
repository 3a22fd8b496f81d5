# What `clausebot import` and the bot say of a document that is imported.

import-outline-more = { $count ->
    [one] … and { $count } more clause
   *[other] … and { $count } more clauses
}
import-nothing-unsure = Nothing was left out, and nothing is unsure.
import-unsure = Left out, unsure or wrong:
import-unsure-more = { $count ->
    [one] … and { $count } more; `clausebot check` lists all problems of the text
   *[other] … and { $count } more; `clausebot check` lists all problems of the text
}
import-try = Questions to try:
import-written = Written to { $folder }
import-reading = Reading { $file }, page { $page } of { $pages }
import-no-clause = The text has no clause.

import-doubt = { $file }: { $text }
import-doubt-page = { $file }, page { $page }: { $text }
doubt-extension = the name says otherwise, but this is { $kind }; it was read as that
doubt-encoding = read as { $name }
doubt-damaged = some bytes are no characters; look for “�” in the text
doubt-running = a running header, footer or watermark was left out: “{ $text }”
doubt-page-numbers = { $count ->
    [one] { $count } page number was left out
   *[other] { $count } page numbers were left out
}
doubt-contents = { $count ->
    [one] the table of contents was left out ({ $count } line)
   *[other] the table of contents was left out ({ $count } lines)
}
doubt-deleted = { $count ->
    [one] { $count } deletion of tracked changes was carried out
   *[other] { $count } deletions of tracked changes were carried out
}
doubt-hidden = hidden words were left out: “{ $text }”
doubt-macros = the file has macros; they were not run
doubt-notes = { $count ->
    [one] { $count } footnote stands apart from the text
   *[other] { $count } footnotes stand apart from the text
}
doubt-number-format = the number format “{ $format }” is not known; plain digits are written
doubt-characters = { $count ->
    [one] { $count } radical or ligature became the character that it stands for
   *[other] { $count } radicals and ligatures became the characters that they stand for
}
doubt-order = the order of some lines is unsure; look at tables and columns
doubt-chosen = the main text of the page was taken; menus and other text were left out
# $ratio: how many times longer, as `3.5`
import-unequal = clause { $id }: one text is { $ratio } times as long as the other, compared with the rest; look whether they belong together
