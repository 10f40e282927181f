#pragma once
/// \file
/// Points far from the territory that they are said to lie in: mostly, lon and lat were swapped.

#include <store/applying.hpp>

namespace tissu::sql {

/// Notes the places of territories and actors of the batch that lie over 1,000 km from what is known of their parent or
/// seat: its own place or outline, else the middle of at least three others in it. Where nothing is known of a French
/// territory: places outside France that would be in it with lon and lat swapped. Each is kept as it is.
void note_far_places(Applying& a);

}  // namespace tissu::sql
