// libjpeg-turbo's TurboJPEG interface; nothing in it is variadic or jumps, so Swift calls it as it is.
#pragma once

#include <turbojpeg.h>
