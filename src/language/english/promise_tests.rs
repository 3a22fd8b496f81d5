//! Amounts, times, parties, subjects, sentences and cues in English, a rule a line: text in, text out.

use insta::assert_snapshot;

use crate::language::test_lines::{amounts, cues, parties, sentences, subjects, times};
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
    assert_snapshot!(amounts("1.5°C"), @"1.5 celsius");
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
    assert_snapshot!(amounts("from 200,000 to 500,000"), @"200000 (Bare); 500000");
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
