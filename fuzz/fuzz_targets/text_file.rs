//! Any bytes are read as a file of text, or refused.
#![no_main]

use clausebot_fuzz::imports::check_import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| check_import(data, "txt"));
