//! The summary of errors says which field each sentence is of. A page draws the summary before its fields, so the labels are
//! put in when the page is whole, from the labels that its fields show.

/// What each line of the summary begins with.
const LINE: &str = "<li><a href=\"#";
/// What stands between the field's name and the sentence.
const TO_FIELD: &str = "\" data-to-field>";

/// The page with "label: " before each sentence of its summary; a page without a summary as it is.
pub fn labelled(page: String) -> String {
    if !page.contains(TO_FIELD) {
        return page;
    }
    let mut out = String::with_capacity(page.len() + 256);
    let mut rest = page.as_str();
    while let Some(at) = rest.find(LINE) {
        let (before, line) = rest.split_at(at + LINE.len());
        out.push_str(before);
        rest = line;
        let Some((name, sentence)) = line.split_once(TO_FIELD) else {
            continue;
        };
        if name.contains('"') {
            continue;
        }
        out.push_str(name);
        out.push_str(TO_FIELD);
        rest = sentence;
        if let Some(label) = label_of(&page, name).filter(|label| !sentence.starts_with(*label)) {
            out.push_str(label);
            out.push_str(": ");
        }
    }
    out.push_str(rest);
    out
}

/// The words of a field's label, or of the legend of a group; as they stand in the page, escaped already.
fn label_of<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let label = after(page, &format!("<label for=\"{name}\">"));
    let legend = || {
        let group = after(page, &format!("<fieldset id=\"{name}\""))?;
        after(group, "<legend>")
    };
    let words = label.or_else(legend)?.split('<').next()?.trim();
    (!words.is_empty()).then_some(words)
}

fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    text.find(mark).and_then(|at| text.get(at + mark.len()..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Lang;
    use crate::web::parts::{Choice, Field, FieldNote, Wrongs};

    fn note(field: &str, message: &str) -> FieldNote {
        FieldNote {
            field: field.into(),
            message: message.into(),
        }
    }

    #[test]
    fn each_line_of_the_summary_names_its_field() {
        let lang = Lang::Th;
        let notes = [
            note("phone", "ต้องกรอก"),
            note("role", "ต้องเลือก"),
            note("act", "ทำไม่ได้"),
        ];
        let choices = [Choice::new("a", "ก")];
        let page = format!(
            "{}{}{}",
            Wrongs::new(&lang, &notes),
            Field::text(&lang, "phone", "โทร & มือถือ").notes(&notes),
            Field::radio(&lang, "role", "บทบาท", &choices).notes(&notes),
        );
        let page = labelled(page);
        assert!(
            page.contains("data-to-field>โทร &#38; มือถือ: ต้องกรอก</a>"),
            "{page}"
        );
        assert!(page.contains("data-to-field>บทบาท: ต้องเลือก</a>"));
        assert!(page.contains("data-to-field>ทำไม่ได้</a>"));
        assert_eq!(labelled("<p>x</p>".into()), "<p>x</p>");
    }

    #[test]
    fn a_sentence_that_begins_with_the_label_is_not_told_it_twice() {
        let lang = Lang::En;
        let notes = [note("phone", "Phone is missing")];
        let (wrongs, field) = (
            Wrongs::new(&lang, &notes),
            Field::text(&lang, "phone", "Phone").notes(&notes),
        );
        let page = labelled(format!("{wrongs}{field}"));
        assert!(page.contains("data-to-field>Phone is missing</a>"));
    }
}
