//! Amounts, times, parties, subjects, sentences and cues in English, a rule a line: text in, text out.

use insta::assert_snapshot;

use crate::language::test_lines::{amounts, cues, parties, sentences, standings, subjects, times};
use crate::text::Language;

#[test]
fn units_and_currencies() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("45 schools and 12 bridges"), @"45 school; 12 bridge");
    assert_snapshot!(amounts("8 million doses and 3 boxes of masks"), @"8000000 dose; 3 box");
    assert_snapshot!(amounts("600 young engineers from the region"), @"600 engineer");
    assert_snapshot!(amounts("120 km of road and 900 hectares of forest"), @"120 km; 900 hectare");
    assert_snapshot!(amounts("26 gigawatts by 2030"), @"26 GW; 2030 (Date)");
    assert_snapshot!(amounts("US$70 billion, €20 million and £3,000"), @"70000000000 USD; 20000000 EUR; 3000 GBP");
    assert_snapshot!(amounts("EUR 1.4 million; 80 million euros; 30 million yen"), @"1400000 EUR; 80000000 EUR; 30000000 JPY");
    assert_snapshot!(amounts("5 MUSD and 75 USD million"), @"5000000 USD; 75000000 USD");
    assert_snapshot!(amounts("A$12 million, C$9 million, S$4 million"), @"12000000 AUD; 9000000 CAD; 4000000 SGD");
    assert_snapshot!(amounts("RMB 300 million"), @"300000000 CNY");
    assert_snapshot!(amounts("$30 million USD"), @"30000000 USD");
    assert_snapshot!(amounts("twelve dollars and sixty cents"), @"12.6 USD");
    assert_snapshot!(amounts("9 dollars 50"), @"9.5 USD");
    assert_snapshot!(amounts("COP 27 and COP 2700"), @"27 (Reference); 2700 COP");
    assert_snapshot!(amounts("50 million won, 50 million WON"), @"50000000 (Bare); 50000000 KRW");
    assert_snapshot!(amounts("try 300 people, TRY 300"), @"300 person; 300 TRY");
    assert_snapshot!(amounts("1.5°C"), @"1.5 celsius (Mention)");
    assert_snapshot!(amounts("0.4 percentage points"), @"0.4 percentage_point");
    assert_snapshot!(amounts("one third of schools"), @"0.333 fraction");
    assert_snapshot!(amounts("two out of three families"), @"0.667 fraction");
    assert_snapshot!(amounts("70 per 100,000 live births"), @"70 per 100000 live births");
    assert_snapshot!(amounts("double their output and halve losses"), @"2 multiple; 50 percent");
    assert_snapshot!(amounts("triple capacity"), @"3 multiple");
    assert_snapshot!(amounts("4 million doses to Laos, two million to Fiji"), @"4000000 dose; 2000000 dose");
    assert_snapshot!(amounts("100+ companies"), @"≥ 100 company");
    assert_snapshot!(amounts("20 large-scale factories"), @"20 factory");
}

#[test]
fn ranges_and_bounds() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("between 20 and 30 ships"), @"20..30 ship");
    assert_snapshot!(amounts("from 200,000 to 500,000"), @"200000 (Base); 500000");
    assert_snapshot!(amounts("at least 300 trainees"), @"≥ 300 person");
    assert_snapshot!(amounts("up to $2 billion"), @"≤ 2000000000 USD");
    assert_snapshot!(amounts("no more than five percent"), @"≤ 5 percent");
    assert_snapshot!(amounts("nearly 25 tonnes"), @"~ 25 tonne");
    assert_snapshot!(amounts("more than 40 hospitals"), @"≥ 40 hospital");
    assert_snapshot!(amounts("some 60 villages"), @"~ 60 village");
}

#[test]
fn rates() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("$90 million annually"), @"90000000 USD per year");
    assert_snapshot!(amounts("$90 million per year"), @"90000000 USD per year");
    assert_snapshot!(amounts("an annual $90 million"), @"90000000 USD per year");
    assert_snapshot!(amounts("$40 a month, $20"), @"40 USD per month; 20 USD");
    assert_snapshot!(amounts("$15 per capita"), @"15 USD per person");
}

#[test]
fn numbers_that_are_no_amounts() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("Article 12"), @"12 (Reference)");
    assert_snapshot!(amounts("Resolution 2270"), @"2270 (Reference)");
    assert_snapshot!(amounts("paragraph 4 of Annex 2"), @"4 (Reference); 2 (Reference)");
    assert_snapshot!(amounts("Phase 3"), @"3 (Reference)");
    assert_snapshot!(amounts("COVID-19"), @"19 (Name)");
    assert_snapshot!(amounts("the 19th session"), @"19 th (Order)");
    assert_snapshot!(amounts("3:2"), @"3 (Proportion); 2 (Bare)");
    assert_snapshot!(amounts("May 12"), @"12 (Date)");
    assert_snapshot!(amounts("in 2028"), @"2028 (Date)");
    assert_snapshot!(amounts("2,028 homes"), @"2028 home");
    assert_snapshot!(amounts("a 10-year bond"), @"10 -year (Duration)");
    assert_snapshot!(amounts("a 20-country study"), @"20 -country (Name)");
    assert_snapshot!(amounts("for six months"), @"6 month (Duration)");
    assert_snapshot!(amounts("in 30 countries"), @"30 country (Scope)");
    assert_snapshot!(amounts("at least 30 countries"), @"≥ 30 country (AimedScope)");
    assert_snapshot!(amounts("(2) Trade"), @"2 (Order)");
    assert_snapshot!(amounts("3.4 Expand trade"), @"3.4 (Order)");
    assert_snapshot!(amounts("about 40"), @"~ 40 (Bare)");
    assert_snapshot!(amounts("zero"), @"0 (Name)");
}

#[test]
fn years() {
    let times = |text| times(text, Language::English);
    assert_snapshot!(times("in 2027"), @"2027–2027 open");
    assert_snapshot!(times("from 2024 to 2026"), @"2024–2026 open");
    assert_snapshot!(times("between 2024 and 2026"), @"2024–2026 open");
    assert_snapshot!(times("2024-26"), @"2024–2026 open");
    assert_snapshot!(times("2021/22 cycle"), @"2021–2022 open");
    assert_snapshot!(times("the 2030 Agenda"), @"");
    assert_snapshot!(times("the 2027 national budget"), @"2027–2027 open");
    assert_snapshot!(times("during FY 2026"), @"2026–2026 open");
}

#[test]
fn starts_and_ends_of_times() {
    let times = |text| times(text, Language::English);
    assert_snapshot!(times("from 2023"), @"2023– open");
    assert_snapshot!(times("starting in 2023"), @"2023– open");
    assert_snapshot!(times("by 2035"), @"–2035 deadline");
    assert_snapshot!(times("by the end of 2029"), @"–2029 deadline");
    assert_snapshot!(times("before mid-2029"), @"–2029 deadline");
    assert_snapshot!(times("until 2026"), @"–2026 deadline");
    assert_snapshot!(times("since 2016"), @"2016– past");
    assert_snapshot!(times("from 2019 levels"), @"");
}

#[test]
fn lengths_of_times() {
    let times = |text| times(text, Language::English);
    assert_snapshot!(times("over the next five years"), @"2022–2026 (5) deadline");
    assert_snapshot!(times("within three years"), @"– (3) deadline");
    assert_snapshot!(times("within three years starting from 2024"), @"2024–2026 (3) deadline");
    assert_snapshot!(times("for a period of 4 years"), @"– (4) deadline");
    assert_snapshot!(times("last year"), @"– past");
    assert_snapshot!(times("over the past decade"), @"– past");
    assert_snapshot!(times("this year"), @"2021–2021 open");
    assert_snapshot!(times("to date"), @"– past");
}

#[test]
fn givers_and_receivers() {
    let parties = |text| parties(text, Language::English);
    assert_snapshot!(parties("China will provide $5 million to the Lao PDR."), @"China → the Lao PDR, gives");
    assert_snapshot!(parties("Party A commits to train 200 nurses from Party B."), @"Party A → nurses, supports");
    assert_snapshot!(parties("Japan will import $300 billion of goods from ASEAN countries."), @"Japan → ASEAN, imports");
    assert_snapshot!(parties("Japan’s imports of 300 tons from Fiji"), @"Japan → Fiji, imports");
    assert_snapshot!(parties("the provision by Korea of $3 million to Tonga"), @"Korea → Tonga, gives");
    assert_snapshot!(parties("$3 million provided by Norway"), @"Norway → ?, gives");
    assert_snapshot!(parties("Canada (the Host) intends to invest $9 million in Kenya."), @"Canada → Kenya, gives");
    assert_snapshot!(parties("They will send 30 doctors."), @"? → ?");
    assert_snapshot!(parties("Fiji will pay 25 percent, and Chile 75 percent, of the costs."), @"Fiji → ?; Chile → ?");
    assert_snapshot!(parties("Japan will lend Fiji $5 million and Laos $3 million."), @"Japan → Fiji; Japan → ?");
    assert_snapshot!(parties("Peru will raise $9 million, with US$3 million from banks."), @"Peru → ?; Peru → ?");
    assert_snapshot!(parties("Peru will provide 9 ships as aid to the Lao islands; we thank Peru."), @"Peru → the Lao islands, gives");
    assert_snapshot!(parties("Expand China’s support for 50 young scholars"), @"China → young scholars, supports");
    assert_snapshot!(parties("The United States and Japan pledged $40 million for Samoa."), @"The United States and Japan → Samoa, gives");
    assert_snapshot!(parties("Output will increase by 7 percent."), @"Output → ?, reaches");
    assert_snapshot!(parties("Losses are reduced to 5 percent."), @"Losses → ?, limits");
}

#[test]
fn subjects_of_amounts() {
    let subjects = |text| subjects(text, Language::English);
    assert_snapshot!(subjects("$200 million of farm goods from Peru"), @"farm goods");
    assert_snapshot!(subjects("$15 million in cheap loans to banks"), @"cheap loans");
    assert_snapshot!(subjects("$90 million worth of machines for farms"), @"machines");
    assert_snapshot!(subjects("600 nurses to serve in villages"), @"nurses");
    assert_snapshot!(subjects("30 million tons of rice"), @"rice");
    assert_snapshot!(subjects("7 percent each year"), @"?");
    assert_snapshot!(subjects("using the $8 million grant provided by Japan"), @"grant (provided)");
}

#[test]
fn ends_of_sentences() {
    let sentences = |text| sentences(text, Language::English);
    assert_snapshot!(sentences("Mr. Lee met U.S. firms. They agreed."), @"Mr. Lee met U.S. firms.|They agreed.");
    assert_snapshot!(sentences("No. 5 is 3.5 km long; it ends here."), @"No. 5 is 3.5 km long;|it ends here.");
    assert_snapshot!(sentences("Acme Inc. and Bolt Co. agreed. Then they left."), @"Acme Inc. and Bolt Co. agreed.|Then they left.");
    assert_eq!(sentences("It ends in\n2022. This begins."), "It ends in\n2022.|This begins.");
}

#[test]
fn words_of_promising_and_telling() {
    let cues = |text| cues(text, Language::English);
    assert_snapshot!(cues("Spain has pledged it and has provided it"), @"has pledged +8; has provided -8");
    assert_snapshot!(cues("their goodwill, as provided"), @"");
    assert_snapshot!(cues("It will help and could train them"), @"will +8; could -4; train +3");
    assert_snapshot!(cues("According to estimates in May"), @"According to -12; estimates -12");
    assert_snapshot!(cues("so far it was new"), @"so far -8; was -8; new +3");
    assert_snapshot!(cues("United States of America"), @"");
}

#[test]
fn denied_amounts() {
    let standings = |text| standings(text, Language::English);
    assert_snapshot!(standings("Peru will not lend Chile $5 million."), @"denied by will not -");
    assert_snapshot!(standings("Peru won’t pay $5 million, and never paid $6 million."), @"denied by won’t -; denied by never paid -");
    assert_snapshot!(standings("Peru shall not be required to pay $5 million."), @"denied by shall not -");
    assert_snapshot!(standings("This Treaty shall not be construed to oblige Peru to pay $5 million."), @"denied by not be construed to oblige -");
    assert_snapshot!(standings("This Treaty is not to be interpreted as requiring Peru to pay $5 million."), @"denied by not -");
    assert_snapshot!(standings("The transfer of $5 million shall be suspended."), @"denied by shall be suspended -");
    assert_snapshot!(standings("The transfer of $5 million will be made."), @"pledged by will");
    assert_snapshot!(standings("It is not expected that the cost will exceed $5 million."), @"wish by will");
    assert_snapshot!(standings("Peru will bear the costs, estimated at $5 million."), @"fact by estimated at");
    assert_snapshot!(standings("Peru will protect 30 percent of its land (27 percent in 2025)."), @"pledged by will; fact by in 2025");
    assert_snapshot!(standings("Peru will protect 30 percent of its land (27 percent by 2027)."), @"pledged by will; pledged by will");
    assert_snapshot!(standings("It shall not be read in any way as a pledge of $5 million."), @"denied by not be read in any way as a pledge of -");
    assert_snapshot!(standings("This Treaty does not constitute a commitment to pay $5 million."), @"denied by not constitute a commitment to -");
    assert_snapshot!(standings("No provision of this Treaty commits Peru to pay $5 million."), @"denied by no provision of this treaty commits -");
    assert_snapshot!(standings("Peru does not intend to lend $5 million."), @"denied by not intend to -");
    assert_snapshot!(standings("No State shall pay $5 million."), @"denied by no state shall -");
    assert_snapshot!(standings("Neither Peru nor Chile will pay $5 million."), @"denied by nor chile will -");
    assert_snapshot!(standings("Nothing in this Treaty obliges Peru to pay $5 million."), @"denied by nothing in this treaty obliges -");
    assert_snapshot!(standings("Peru no longer pays $5 million."), @"denied by no longer -");
    assert_snapshot!(standings("Peru refuses to pay $5 million."), @"denied by refuses -");
    assert_snapshot!(standings("Peru withdrew its pledge of $5 million."), @"denied by withdrew its pledge of -");
    assert_snapshot!(standings("The $5 million will not be paid."), @"denied by will not -");
    assert_snapshot!(standings("Peru will not refuse to pay $5 million."), @"pledged by will");
    assert_snapshot!(standings("Peru will not levy duties, but will pay $5 million."), @"pledged by will");
    assert_snapshot!(standings("Peru will help those not yet insured with $5 million."), @"pledged by will");
    assert_snapshot!(standings("Peru will leave no one behind and pay $5 million."), @"pledged by will");
    assert_snapshot!(standings("Not only will Peru pay $5 million."), @"pledged by will");
}

#[test]
fn told_and_wished_amounts() {
    let standings = |text| standings(text, Language::English);
    assert_snapshot!(standings("Peru may pay $5 million."), @"wish by may");
    assert_snapshot!(standings("We call on donors to pay $5 million."), @"wish by call on");
    assert_snapshot!(standings("Peru needs to raise $5 million."), @"wish by needs to");
    assert_snapshot!(standings("Peru hopes to win $5 million."), @"wish by hopes");
    assert_snapshot!(standings("$5 million may be paid by Peru."), @"wish by may");
    assert_snapshot!(standings("Peru aims to plant 40 million trees."), @"aim by aims to");
    assert_snapshot!(standings("Trade stands at $5 million."), @"fact by stands at");
    assert_snapshot!(standings("Investment exceeds $5 million."), @"fact by exceeds");
    assert_snapshot!(standings("Investment will exceed $5 million."), @"pledged by will");
    assert_snapshot!(standings("The Parties welcome trade of $5 million."), @"fact by welcome");
    assert_snapshot!(standings("With 90 percent of its power from the sun, Peru will lead."), @"fact by with");
    assert_snapshot!(standings("They commit to $5 million over the next year, since they last met."), @"pledged by commit");
}

#[test]
fn amounts_under_a_condition() {
    let standings = |text| standings(text, Language::English);
    assert_snapshot!(standings("Subject to approval, Peru will pay $5 million."), @"conditional by will");
    assert_snapshot!(standings("Peru will pay $5 million if Chile agrees."), @"conditional by will");
    assert_snapshot!(standings("If trade reaches $5 million, Peru will open a port."), @"wish by if");
    assert_snapshot!(standings("Goods shall be subject to a tariff of 19 percent."), @"pledged by shall");
}

#[test]
fn denied_bounds() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("duties shall not exceed 12 percent"), @"≤ 12 percent");
    assert_snapshot!(amounts("the rate will not fall below 12 percent"), @"≥ 12 percent");
    assert_snapshot!(amounts("will not be higher than 12 percent"), @"≤ 12 percent");
    assert_snapshot!(amounts("no project may cost more than $5 million"), @"≤ 5000000 USD");
    assert_snapshot!(amounts("not to exceed $5 million"), @"≤ 5000000 USD");
    assert_snapshot!(amounts("at or below 12 percent"), @"≤ 12 percent");
    assert_snapshot!(amounts("capped at $5 million; $6 million at most"), @"≤ 5000000 USD; ≤ 6000000 USD");
    assert_snapshot!(amounts("$5 million at the least; ≤ 12 percent"), @"≥ 5000000 USD; ≤ 12 percent");
    assert_snapshot!(amounts("shall not be obliged to pay more than $5 million"), @"≥ 5000000 USD");
}

#[test]
fn two_amounts_that_are_one() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("between $3 million and $5 million"), @"3000000..5000000 USD");
    assert_snapshot!(amounts("€3 million to €5 million"), @"3000000..5000000 EUR");
    assert_snapshot!(amounts("raise it from $3 million to $5 million"), @"3000000 USD (Base); 5000000 USD");
    assert_snapshot!(amounts("from 18 percent in 2020 to 6 percent"), @"18 percent (Base); 2020 (Date); 6 percent");
    assert_snapshot!(amounts("to $5 million from $3 million"), @"5000000 USD; 3000000 USD (Base)");
    assert_snapshot!(amounts("9 percent, up from 3 percent"), @"9 percent; 3 percent (Base)");
    assert_snapshot!(amounts("US$100m (RMB 700m)"), @"100000000 USD; 700000000 CNY (Again)");
    assert_snapshot!(amounts("five million euros (EUR 5,000,000)"), @"5000000 EUR; 5000000 EUR (Again)");
    assert_snapshot!(amounts("EUR 5 million, or about USD 5.4 million"), @"5000000 EUR; ~ 5400000 USD (Again)");
    assert_snapshot!(amounts("600 (six hundred) grants"), @"600 grant");
}

#[test]
fn forms_of_numbers() {
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("Rs 700 crore; Rs. 700 crore; 7 lakh rupees"), @"7000000000 INR; 7000000000 INR; 700000 INR");
    assert_snapshot!(amounts("R60 million; an R2 road"), @"60000000 ZAR; 2 (Name)");
    assert_snapshot!(amounts("CHF 1'300'000; EUR 6.000.000"), @"1300000 CHF; 6000000 EUR");
    assert_snapshot!(amounts("40 basis points; 55pc; 3pp"), @"40 basis_point; 55 percent; 3 percentage_point");
    assert_snapshot!(amounts("quadruple aid; rise tenfold; will be halved; has doubled"), @"4 multiple; 10 multiple; 50 percent");
    assert_snapshot!(amounts("70 aircraft; 600 police; 9 U.S. aircraft; 6 F-35 jets"), @"70 aircraft; 600 person; 9 aircraft; 6 jet; 35 jet (Name)");
    assert_snapshot!(amounts("a dozen helicopters; one new school"), @"12 helicopter; 1 school");
    assert_snapshot!(amounts("an annual grant of $5 million; $6 million p.a."), @"5000000 USD per year; 6000000 USD per year");
    assert_snapshot!(amounts("5 doctors per 1,000 people; one in every 100 homes"), @"5 person; 1000 person (Proportion); 1 per 100 homes");
    assert_snapshot!(amounts("its 17 aims and 300 targets"), @"17 aim (Mention); 300 target (Scope)");
}

#[test]
fn years_of_a_change_and_lists_of_years() {
    let times = |text| times(text, Language::English);
    assert_snapshot!(times("compared to 2005"), @"");
    assert_snapshot!(times("relative to 2005 and lower than in 2010"), @"");
    assert_snapshot!(times("no later than 2030"), @"–2030 deadline");
    assert_snapshot!(times("in 2026, 2027 and 2028"), @"2026–2028 open");
    assert_snapshot!(times("in FY2027; FY26"), @"2027–2027 open; 2026–2026 open");
    assert_snapshot!(times("the academic years 2026–27"), @"2026–2027 open");
    assert_snapshot!(times("next year"), @"2022–2022 open");
    assert_snapshot!(times("over the coming decade"), @"2022–2031 (10) deadline");
}

#[test]
fn receivers_and_implied_givers() {
    let parties = |text| parties(text, Language::English);
    assert_snapshot!(parties("Fiji will receive $5 million from Japan."), @"Japan → Fiji, gives");
    assert_snapshot!(parties("Japan will provide Fiji with $5 million."), @"Japan → Fiji, gives");
    assert_snapshot!(parties("Japan will grant Fiji $5 million."), @"Japan → Fiji");
    assert_snapshot!(parties("Japan will help Fiji by providing $5 million."), @"Japan → Fiji, gives");
    assert_snapshot!(parties("Japan will lend $5 million to the poorest countries."), @"Japan → the poorest countries");
    assert_snapshot!(parties("Japan will lend $5 million to the people of Fiji."), @"Japan → the people of Fiji");
    assert_snapshot!(parties("Japan will cut to 5 percent the duty set in Order 14 on goods of Fiji."), @"Japan → Fiji");
    assert_snapshot!(parties("A grant of $5 million by Japan will follow."), @"Japan → ?");
    assert_snapshot!(parties("Japan will pay $5 million to be used by The Fund."), @"Japan → ?");
    assert_snapshot!(parties("The duty applied by Japan to Fiji shall be 5 percent."), @"Japan → ?, gives");
    assert_snapshot!(parties("The Ministers of Fiji agreed; they will pay $5 million."), @"(The Ministers of Fiji) → ?");
    assert_snapshot!(parties("In 2024 Japan will pay $5 million."), @"Japan → ?");
    assert_snapshot!(parties("Fiji: €5 million"), @"Fiji → ?");
}

#[test]
fn rules_and_plain_narrative() {
    let standings = |text| standings(text, Language::English);
    assert_snapshot!(standings("The duty cannot exceed 12 percent."), @"pledged by cannot -");
    assert_snapshot!(standings("The duty does not exceed 12 percent."), @"?");
    assert_snapshot!(standings("The share will remain at 12 percent."), @"pledged by will");
    assert_snapshot!(standings("Peru hopes that Chile will pay $5 million."), @"wish by will");
    assert_snapshot!(standings("No funds of $5 million will be paid."), @"denied by no funds of $5 million will -");
    assert_snapshot!(standings("A loan of $5 million from Peru to Chile will be signed."), @"pledged by will");
    assert_snapshot!(standings("Peru needs $5 million."), @"wish by needs");
}

#[test]
fn years_before_a_name_and_periods() {
    let times = |text| times(text, Language::English);
    assert_snapshot!(times("by 2030 Peru will"), @"–2030 deadline");
    assert_snapshot!(times("by the 2030 Agenda"), @"");
    assert_snapshot!(times("against 2015"), @"");
    assert_snapshot!(times("by 2032 against 2015"), @"2015–2032 deadline");
    assert_snapshot!(times("as of 2027"), @"2027– open");
    assert_snapshot!(times("over a five-year period"), @"– (5) deadline");
    assert_snapshot!(times("for a ten-year bond"), @"");
    let amounts = |text| amounts(text, Language::English);
    assert_snapshot!(amounts("$5 million over 2026–2028"), @"5000000 USD; ≥ 2026..2028 (Date)");
    assert_snapshot!(amounts("open from 6.00 to 22.00"), @"6 (Date); 22 (Date)");
    assert_snapshot!(amounts("annually $5 million for a total of $9 million"), @"5000000 USD per year; 9000000 USD");
    assert_snapshot!(amounts("giving away 3 USD50 cards"), @"3 (Bare); 50 USD");
    assert_snapshot!(amounts("no longer than 16 metres"), @"≤ 16 metre");
}
