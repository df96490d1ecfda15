//! stub
use crate::RenderError;
use crate::papers::ApplicationForm;
use crate::press::Press;
pub fn draw(_press: &mut Press<'_>, _form: &ApplicationForm) -> Result<(), RenderError> {
    Ok(())
}
