//! A walk into a type's `Deserialize` that carries no value: it writes down what the type asks for.

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor,
};

/// A step on the way to a part of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Field(usize),
    Item,
    Inside,
}

/// What the type asked for at the end of the way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked {
    Text,
    Integer,
    Bool,
    Choice(&'static [&'static str]),
    List,
    Object(&'static [&'static str]),
    Maybe,
    Any,
}

/// Walks one way into the type; answers what is asked for there, and whether the example was taken.
pub(super) fn ask<T: DeserializeOwned>(
    way: &[Step],
    example: Option<&'static str>,
) -> (Asked, bool) {
    let seen = RefCell::new((Asked::Any, false));
    // The walk ends by an error of its own or by a value that nobody needs.
    let _ = T::deserialize(Probe {
        way,
        example,
        seen: &seen,
    });
    seen.into_inner()
}

/// A deserializer without a value: it writes down what it is asked for.
#[derive(Clone, Copy)]
struct Probe<'a> {
    way: &'a [Step],
    example: Option<&'static str>,
    seen: &'a RefCell<(Asked, bool)>,
}

/// The end of a walk.
#[derive(Debug)]
struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("end of the walk")
    }
}

impl std::error::Error for Stop {}

impl serde::de::Error for Stop {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

impl Probe<'_> {
    fn tell<T>(self, asked: Asked) -> Result<T, Stop> {
        // A way that the type does not go on tells nothing.
        self.seen.borrow_mut().0 = if self.way.is_empty() {
            asked
        } else {
            Asked::Any
        };
        Err(Stop)
    }

    fn next(self) -> Option<(Step, Self)> {
        let (step, way) = self.way.split_first()?;
        Some((*step, Self { way, ..self }))
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.example {
            Some(example) if self.way.is_empty() => visitor.visit_str(example),
            Some(_) | None => self.tell(Asked::Text),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.next() {
            Some((Step::Item, below)) => visitor.visit_seq(Once::of(below)),
            Some(_) | None => self.tell(Asked::List),
        }
    }
}

macro_rules! told {
    ($asked:expr; $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Stop> {
            self.tell($asked)
        })*
    };
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Stop;

    told!(Asked::Integer; deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128);
    told!(Asked::Bool; deserialize_bool);
    told!(Asked::Any; deserialize_any deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_map deserialize_identifier deserialize_ignored_any);

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.next() {
            Some((Step::Inside, below)) => visitor.visit_some(below),
            Some(_) | None => self.tell(Asked::Maybe),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _visitor: V,
    ) -> Result<V::Value, Stop> {
        self.tell(Asked::Any)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match self.next() {
            Some((Step::Field(at), below)) => {
                let name = fields.get(at).copied().unwrap_or_default();
                visitor.visit_map(Once {
                    name,
                    ..Once::of(below)
                })
            }
            Some(_) | None => self.tell(Asked::Object(fields)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Stop> {
        self.tell(Asked::Choice(variants))
    }
}

/// One field or item, once; asked for another, the first was taken.
struct Once<'a> {
    name: &'static str,
    probe: Probe<'a>,
    given: bool,
}

impl<'a> Once<'a> {
    const fn of(probe: Probe<'a>) -> Self {
        Self {
            name: "",
            probe,
            given: false,
        }
    }

    /// Whether this is the first time; the second time ends the walk.
    fn first(&mut self) -> Result<(), Stop> {
        if std::mem::replace(&mut self.given, true) {
            self.probe.seen.borrow_mut().1 = true;
            return Err(Stop::custom("taken"));
        }
        Ok(())
    }
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Stop> {
        self.first()?;
        let name = serde::de::value::StrDeserializer::<Stop>::new(self.name);
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        seed.deserialize(self.probe)
    }
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Stop> {
        self.first()?;
        seed.deserialize(self.probe).map(Some)
    }
}
