//! x
use super::*;
#[test]
fn show() {
    println!("{}", failing().write(Format::Text));
    println!("=======");
    for f in Format::ALL { println!("{}", mixed().write(f)); println!("======="); }
}
