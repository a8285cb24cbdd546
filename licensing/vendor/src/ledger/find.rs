//! Finds a product by its whole key or by its last symbols, as they are in lists or read over the telephone.

use madoguchi_licensing::product_key::ProductKey;

use super::state::State;

/// The fewest symbols: as many as a masked key shows. Fewer would match too many products.
pub const MIN_SYMBOLS: usize = 3;

/// The reason why no product was found.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    None,
    Short,
    Many { count: usize },
}

impl State {
    /// The product key that is `text` or ends with it.
    ///
    /// # Errors
    /// There is not exactly one.
    pub fn find(&self, text: &str) -> Result<ProductKey, FindError> {
        if let Ok(key) = text.parse::<ProductKey>() {
            let known = self.products.contains_key(&key);
            return known.then_some(key).ok_or(FindError::None);
        }
        let plain = |text: &str| -> String {
            let symbols = text.chars().filter(char::is_ascii_alphanumeric);
            symbols.map(|c| c.to_ascii_uppercase()).collect()
        };
        let end = plain(text);
        if end.len() < MIN_SYMBOLS {
            return Err(FindError::Short);
        }
        let end = end.replace('O', "0").replace(['I', 'L'], "1");
        let mut found = self
            .products
            .keys()
            .filter(|key| plain(&key.reveal()).ends_with(&end));
        match (found.next(), found.count()) {
            (None, _) => Err(FindError::None),
            (Some(key), 0) => Ok(key.clone()),
            (Some(_), more) => Err(FindError::Many { count: more + 1 }),
        }
    }
}
