//! Every bound in one list: nothing that comes in, waits or is kept grows without end.
//!
//! A bound is a constant at the top of the file that keeps it, with its reason beside it. Whoever exceeds one is refused or
//! cut off, is told why, leaves a line in the log, and delays nobody: the test that is named exceeds it and sees that
//! others go on being served. (A test reads this list and looks for each constant and each test, `tests/doors/bounds/list.rs`.)
//!
//! # BOUNDS
//!
//! Readers at the gateway:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | message size | `MAX_MESSAGE_BYTES` in `gateway/listen.rs` | 128 KiB | `bad-frame`, closed | a connection was closed … too large | `a_frame_that_is_too_large_is_told_back` |
//! | fields of a message | `MAX_SOFTWARE_CHARS` in `proto/link/src/bounds.rs`, and those beside it | 64 characters … | `bad-frame`, closed | a connection was closed … nonsense | `a_hello_beyond_a_bound_is_refused_by_the_name_of_the_field` |
//! | frames a second | `PER_SECOND` in `gateway/rate.rs` | 50 per unit | `too-many-frames`, closed | a connection was closed … too many frames | `a_reader_that_sends_without_end_is_closed_and_coming_back_at_once_helps_nothing` |
//! | frames at once | `BURST` in `gateway/rate.rs` | 64, and the spool that was announced | the same | the same | `a_burst_passes_a_flood_does_not_and_time_gives_room_again` |
//! | spools believed | `SPOOL_EVERY` in `gateway/rate.rs` | one a minute | the same | the same | `a_spool_that_was_announced_passes_at_once_and_is_believed_once_a_minute` |
//! | outcomes announced | `MAX_SPOOLED` in `gateway/frames.rs` | 10,000 | `bad-frame`, closed | a connection was closed … spooled is too large | `a_hello_beyond_a_bound_is_refused_by_the_name_of_the_field` |
//! | streams of a connection | `STREAMS` in `gateway/listen.rs` | 2 | stream refused (HTTP/2 `REFUSED_STREAM`) | – (nothing is lost by it) | `a_connection_has_two_streams_and_no_more` |
//! | streams taken back | `MAX_RESETS` in `gateway/listen.rs` | 16 | connection ended (`ENHANCE_YOUR_CALM`) | failed serving connection … excessive load | `streams_that_are_opened_and_taken_back_without_end_end_the_connection` |
//! | headers | `MAX_HEADER_BYTES` in `proto/link/src/bounds.rs` | 8 KiB | call refused (HTTP 431) | – | `headers_without_end_are_refused` |
//! | sent before we took it | `CONNECTION_WINDOW_BYTES` in `gateway/listen.rs` | 256 KiB | has to wait (HTTP/2 flow control) | – | `a_reader_that_sends_without_end_is_closed_and_coming_back_at_once_helps_nothing` |
//! | connections of one peer | `per_peer` in `tls/places.rs` | 4 (loopback 256) | its own oldest unfinished one is dropped; where all are finished, the new one | a connection was dropped: too many at a time … of one address | `one_address_has_only_so_many_connections_until_one_of_them_ends` |
//! | connections of one reader's device | `per_peer` in `tls/places.rs` | 4, by whatever interfaces and addresses | the same | … of one interface | `each_link_has_its_own_places_whatever_comes_by_another` |
//! | doors | `MAX_DOORS` in `link/doors/wanted.rs` | 64 | not opened | – | `one_interface_has_only_so_many_doors_and_so_have_all_together` |
//! | doors of one device | `MAX_PER_DEVICE` in `link/doors/wanted.rs` | 8, on however many interfaces | not opened | – | `a_device_of_many_interfaces_has_the_doors_of_one_and_leaves_the_others_theirs` |
//! | connections not accepted yet | `BACKLOG` in `link/doors/bind.rs` | 64 per address | has to wait (TCP) | – | – (the system's own) |
//! | questions where the gateway is | `PACE` in `link/announce.rs` | one in 100 ms is answered, to all on the link | passed over | – | `the_doors_are_told_twice_unasked_and_then_to_whoever_asks` |
//! | parts of such a question | `MAX_PARTS` in `link/announce/card.rs` | 64 | passed over | – | `what_is_no_message_or_claims_to_have_thousands_of_parts_is_passed_over` |
//! | connections in all | `connections` in `tls/places.rs` | 64 (loopback 256) | the oldest unfinished one of the peer that has most of them is dropped; where all are finished, the new one | … connections in all | `there_are_only_so_many_connections_in_all_and_those_that_are_in_stay` |
//! | handshakes at a time | `handshakes` in `tls/places.rs` | 16 (loopback 64) | the oldest of the peer that has most of them is dropped | … handshakes at a time | `handshakes_that_never_end_make_room_for_whoever_comes_and_end_with_their_time`, `whoever_knocks_without_end_pushes_out_himself_and_every_reader_comes_in`, `connections_that_never_say_a_word_keep_out_no_reader_and_push_out_none_that_has_its_turn` |
//! | time of a handshake | `handshake_time` in `tls/places.rs` | 5 s | dropped | its handshake took too long | `a_handshake_that_takes_too_long_is_ended` |
//! | a handshake that came to nothing | `refused_time` in `tls/places.rs` | its place is taken for 0.5 s more, and while the peer then keeps its side open for `LAST_WORD_TIME` in `tls/greeting.rs`, 0.5 s | it is told after the first; meanwhile a further connection of its link finds its place taken, and one by loopback pushes it out | a connection was refused, or its handshake failed or took too long | `a_link_on_which_somebody_is_refused_again_and_again_has_to_wait_and_no_other_has`, `a_link_that_was_refused_is_told_and_has_its_place_again_after_its_time`, `on_loopback_a_key_on_record_waits_for_nobody_who_was_refused` |
//! | the arithmetic of handshakes | `NAME` in `tls/acceptor.rs` | one thread for all doors | waits for its turn, within the time of a handshake | – | `all_doors_shake_hands_on_one_thread_and_whoever_is_in_is_served_without_it`, `whoever_hammers_with_bad_papers_and_never_waits_keeps_no_reader_out`, `the_thread_gives_way_to_the_others_and_they_stay_as_they_are` |
//! | time to the first call | `first_call_time` in `tls/places.rs` | 5 s (loopback 10 s), once half of the places are taken | dropped | no call that is allowed came in time | `a_connection_that_never_says_what_it_is_for_is_dropped` |
//! | readers refused in their handshakes | `WAITING` in `gateway/strangers.rs` | 8, and `PACE` (one in 200 ms) | not told to the fleet: it comes again | a connection was refused | `whoever_knocks_with_a_units_name_without_end_is_told_of_now_and_then` |
//! | time to the first frame | `HELLO_TIME` in `gateway/connection.rs` | 5 s | `hello-late`, closed | a connection ended … did not come in time | `a_reader_that_says_nothing_after_the_call_is_told_and_closed` |
//! | events on their way to the disk | `WINDOW` in `gateway/in_flight.rs` | 64 of one connection | has to wait (HTTP/2 flow control) | – | `a_reader_that_sends_more_than_may_be_on_its_way_waits_and_nothing_of_it_is_lost` |
//! | a part of a reader's log | `MAX_LOG_PART_BYTES` in `proto/link/src/bounds.rs` | 32 KiB, and what was asked for | `bad-frame`, closed | a connection was closed … nonsense | `a_reader_that_attacks_with_its_log_is_refused_and_others_are_served` |
//! | time for such a part | `PART_TIME` in `gateway/reader_logs.rs` | 5 s | given up: `reader-log-late` | – | `a_reader_that_never_answers_is_given_up_and_what_came_is_there` |
//! | a reader's log that is fetched | `MAX_LOG_BYTES` in `gateway/reader_logs.rs` | 2 MiB; in a bundle 8 MiB of all readers | older lines are left out: `reader-log-size` | – | `parts_that_were_asked_for_count_as_no_frames_and_the_newest_2_mb_are_there` |
//! | a line of it | `MAX_LINE_CHARS` in `gateway/reader_logs/text.rs` | 4,096 characters | the rest is left out | – | `a_line_without_its_beginning_goes_and_a_line_without_end_is_cut` |
//! | frames not read | `QUEUE` in `gateway/outbox.rs` | 64 | connection cut | a connection was closed … TooSlow | `a_reader_that_takes_nothing_is_hung_up_on_and_the_fleet_is_told` |
//! | time for an acknowledgement's place | `ROOM_TIME` in `gateway/outbox.rs` | 3 s | the same | the same | `a_frame_for_which_no_room_is_made_in_time_finds_the_reader_too_slow` |
//! | silence of a link | `PING_ANSWER_TIME` in `proto/link/src/bounds.rs` | 2.5 s in all | connection ended | a connection ended | `a_cable_that_is_pulled_is_noticed_though_nothing_is_heard` |
//!
//! Programs at the desk:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | the command line's tries to get in | `PATIENCE` in `identity/desk_access.rs` | 5 s | `cli-busy` | – | `a_program_that_finds_the_desk_busy_tries_again_and_says_what_is_so` |
//! | PCs that support asks, and its list | `MAX_HOSTS`, `MAX_LIST_BYTES` in `cli/support/collect/hosts.rs` | 1,000 in 64 KiB | `collect-list-large` | – | `each_line_that_is_wrong_is_told_with_its_number_and_what_to_do`, `a_list_that_cannot_be_read_is_told_with_why` |
//! | a login file of support's | `MAX_LOGIN_BYTES` in `cli/support/collect/hosts.rs` | 4 KiB | `collect-login-wrong` | – | `a_login_is_two_lines_that_its_owner_alone_may_read` |
//! | PCs that are asked at a time | `AT_ONCE` in `cli/support/collect.rs` | 64 | has to wait | – | – (nothing comes in by it) |
//! | the time of one of them | `TIME` in `cli/support/collect/ask.rs` | 8 s, and `LEAVE_TIME` to log out, 2 s | `collect-why-late`, and the others' lines | – | `support_sees_the_readers_of_all_clinics_and_why_a_clinic_is_silent` |
//! | what one of them answers | `MAX_ANSWER_BYTES` in `cli/support/collect/ask.rs` | 4 MiB; `MAX_ENTRIES` in `cli/support/collect/answer.rs`, 1,000 readers; `MAX_KEPT_BYTES` there, 256 KiB of text | `collect-why-unknown` | – | `an_answer_without_end_is_no_answer`, `what_turns_or_hides_text_is_marked_and_nothing_is_without_end` |
//! | the name of reception's group | `MAX_GROUP_BYTES` in `cli/reception.rs` | 512 bytes | `reception-no-group` | – | `a_groups_name_is_no_option_and_nothing_else_that_the_systems_programs_would_read` |
//! | request size | `MAX_REQUEST_BYTES` in `desk/grpc.rs` | 128 KiB | `OUT_OF_RANGE` with both sizes | – | `a_request_that_is_too_large_is_refused_and_the_same_connection_goes_on` |
//! | a license in it | `MAX_DOCUMENT` in `wire/licensing.rs` | 64 KiB | `input-document` | – | `a_request_that_is_too_large_is_refused_and_the_same_connection_goes_on` |
//! | answer size | `MAX_ANSWER_BYTES` in `desk/grpc.rs` | 8 MiB; a page has `MAX_PAGE` tickets | a shorter page | – | `words_that_cannot_be_are_told_back_in_both_languages` |
//! | requests of a connection | `STREAMS` in `desk/grpc/listen.rs` | 64 | refused (HTTP/2 `REFUSED_STREAM`) | – | `one_connection_has_only_so_many_requests_at_a_time` |
//! | requests taken back | `MAX_RESETS` in `desk/grpc/listen.rs` | 64 | connection ended (`ENHANCE_YOUR_CALM`) | failed serving connection … excessive load | `requests_that_are_taken_back_without_end_end_the_connection` |
//! | headers | `MAX_HEADER_BYTES` in `proto/link/src/bounds.rs` | 8 KiB | request refused (HTTP 431) | – | `headers_without_end_are_refused_at_the_desk_too` |
//! | time of a request | `REQUEST_TIME` in `desk/grpc/listen.rs` | 60 s | `CANCELLED`, "Timeout expired" | – | – (the transport's own) |
//! | connections without a token | `first_call_time` in `tls/places.rs` | 10 s, once half of the places are taken | dropped; a call: `desk-unauthenticated` | a call without the desk's token was refused | `whoever_shows_no_token_cannot_keep_a_connection` |
//! | seats that are asked for | `MAX_ADDITIONAL` in `licensing/src/seats.rs` | 3 | `input-seats` | – | `what_cannot_be_asked_for_is_refused_by_name_and_nothing_is_signed` |
//! | units and licenses in a request | `MAX_LISTED` in `act.rs` | 16 | left out | – | – (four stand at a PC) |
//! | refused handshakes that are told | `KEPT` in `fleet/src/handshakes.rs` | 8, for 10 min | the one that was quiet longest goes | – | `whoever_knocks_for_ever_by_new_ways_has_eight_of_them_told_at_most` |
//! | outcomes that are kept of a unit | `OUTCOMES_KEPT` in `fleet/src/past.rs` | 20 | the oldest go | – | `twenty_outcomes_and_seven_days_are_kept_of_a_reader` |
//! | lines of a log that wait for the disk | `WAITING_LINES` in `proto/files/src/day_log.rs` | 8,192 | counted, and told in the file | – | `what_waits_is_written_at_the_end` |
//! | a day's file of the log | `DAY_BYTES` in `serve/log.rs` | 8 MiB | the day's later lines are counted, and the file says so | – | `a_day_has_its_bound_and_says_what_is_missing` |
//! | entries in the system's log of events | `MOST` in `event_log.rs` | 120 an hour about readers and licenses | not written there | – | `a_loose_plug_does_not_fill_the_log_and_is_told_again_an_hour_later` |
//! | controls of the service manager that wait | `WAITING` in `service/runner.rs` | 64 | passed over | – | – (the system sends one at a time) |
//! | requests to a controller by what surrounds it | `WAITING` in `serve/outside.rs` | 64 | passed over | – | – (each is taken at once) |
//! | time of a service's stop | `STOP_TIME` in `service/life.rs` | 10 s | the process ends | – | `a_stop_that_does_not_come_to_its_end_is_over_after_ten_seconds` |
//! | files of keys whose rights are looked at | `MOST_KEYS` in `identity/rights.rs` | 100 | not looked at | – | – (there are fewer than twenty) |
//! | a reader's clock that is compared | `CLOCK_EVERY` in `gateway/events.rs` | once a minute | passed over | – | – (each came with a frame, which has its own bounds) |
//! | answers of a triage | `MAX_ANSWERS` in `desk/triage.rs` | 32 | `input-triage-answer` | – | `more_answers_than_there_are_steps_are_refused` |
//! | time of a reader's log | `WHOLE_TIME` in `desk/reader_log.rs` | 60 s | what came, and `reader-log-late` | – | `a_reader_that_never_answers_is_given_up_and_what_came_is_there` |
//! | time of all readers' logs in a bundle | `READERS_TIME` in `desk/bundle/logs.rs` | 15 s | what came, and `reader-late` in the bundle | – | `a_reader_that_never_answers_is_given_up_and_what_came_is_there` |
//! | bundles for support at a time | `AT_ONCE` in `desk/bundle.rs` | 1 | `bundle-runs` | – | `one_bundle_is_made_at_a_time_and_the_next_one_after_it` |
//! | days of a bundle | `MAX_DAYS` in `bundle/src/lib.rs` | 400 | `input-days` | – | `what_cannot_be_a_bundle_is_refused_by_name_before_anything_is_made` |
//! | a bundle | `MAX_FILE_BYTES` in `bundle/src/lib.rs` | 10 MiB | older lines are left out; a larger file: `bundle-too-large` | – | `the_newest_lines_are_kept_within_an_entrys_share_and_the_file_within_its_limit` |
//! | entries of a bundle that is opened | `MAX_ENTRIES` in `bundle/src/lib.rs` | 64 | `bundle-made-up` | – | `more_entries_than_a_bundle_has_are_refused` |
//! | an entry unpacked | `MAX_RATIO` in `bundle/src/lib.rs` | 200 times what it is packed, beyond 1 MiB; 32 MiB; all 128 MiB | `bundle-made-up` | – | `what_unpacks_to_more_than_a_bundle_has_is_refused_before_it_is_unpacked` |
//! | units in a support code | `MAX_UNITS` in `code/src/summary.rs` | 32 | left out and counted | – | `more_than_a_code_has_is_cut_off_and_counted` |
//! | faults in a list of it | `MAX_CODES` in `code/src/summary.rs` | 16 | left out | – | `more_than_a_code_has_is_cut_off_and_counted` |
//! | a part of it | `MAX_PART_CHARS` in `code/src/lib.rs` | 1,451 characters | another part | – | `a_clinic_of_four_units_fits_into_one_small_code_and_ten_into_one` |
//! | who watches | `MAX_WATCHERS` in `desk/grpc/watch.rs` | 64 | `watchers-full` | a watcher was refused: too many at a time | `only_so_many_watch_and_a_place_that_is_left_is_free_again` |
//! | looks not read | `MAX_BEHIND` in `desk/grpc/watch.rs` | 16, then `FAREWELL_TIME` (5 s) | `watcher-slow`, then connection cut | a watcher was closed | `a_watcher_that_does_not_read_is_closed_and_never_waited_for` |
//! | hashes of passwords at a time | `AT_ONCE` in `desk/people/password.rs` | 2 | has to wait | – | `only_so_many_hashes_are_made_at_a_time_and_the_others_wait` |
//! | a password | `MAX_CHARS` in `desk/people/password.rs` | 128 characters | `password-long`; at a login: `wrong-login` | – | `a_password_is_long_and_more_than_what_everybody_tries` |
//! | a person's name | `MAX_CHARS` in `fleet/src/ids.rs` | 32 characters | `input-person`; what the operating system calls somebody is not taken then | – | `a_name_is_one_persons_in_any_case_and_width` |
//! | events that are kept | `MAX_EVENTS` in `desk/events.rs` | 200, found at most once in 250 ms (`PACE`) | the oldest go | – | `the_newest_are_kept_and_no_more` |
//! | changes of the PC that are kept | `MAX_CHANGES` in `machine/changed.rs` | 64 | the oldest go | – | `it_stays_bounded_and_forgets_readers_that_are_gone` |
//! | readers whose version is remembered | `MAX_READERS` in `machine/changed.rs` | 64 | it is not remembered | – | `it_stays_bounded_and_forgets_readers_that_are_gone` |
//! | the file of these | `MAX_BYTES` in `desk/changes.rs` | 256 KiB | it is begun anew | what changed at this PC could not be read | `what_changed_while_the_controller_was_off_is_known_after_its_start` |
//! | the name of a backup's file | `MAX_BACKUP_FILE_CHARS` in `fleet/src/decision.rs` | 260 characters | `input-field` | – | `a_file_is_one_line_that_can_be_seen_within_its_bound` |
//! | looks a second | `PACE` in `desk/grpc/watch.rs` | 10 | the newest look alone | – | `whoever_watches_sees_every_change_until_the_controller_ends` |
//! | the judgement of an update | `JUDGEMENT_TIME` in `update/judge.rs` | 5 min | its program is ended, `update-undone-hung` | – | `whatever_keeps_the_new_version_from_judging_puts_everything_back` |
//!
//! Programs and browsers at the HTTP API:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | a body | `MAX_BODY_BYTES` in `console/api/bodies.rs` | 128 KiB | `api-body-too-large` (413) | – | `a_body_that_is_too_large_or_of_another_form_is_refused_before_it_is_read` |
//! | a picture of codes | `MAX_BYTES` in `licensing/src/pictures.rs` | 1 MiB | `api-body-too-large` (413) | – | `a_picture_beyond_a_bound_is_refused_before_it_is_unpacked` |
//! | its pixels, by its header | `MAX_PIXELS` in `licensing/src/pictures.rs` | 3840 × 2160 | `picture-too-many-pixels` | – | `a_picture_beyond_a_bound_is_refused_before_it_is_unpacked` |
//! | the memory of unpacking it | `MAX_UNPACKED_BYTES` in `licensing/src/pictures/grey.rs` | 16 bytes for each of those pixels | `picture-damaged` | – | – (the decoder's own) |
//! | the steps of the search in it | `MAX_STEPS` in `licensing/src/pictures/search.rs` | 400 million | `picture-too-busy` | – | `a_picture_full_of_corners_of_codes_ends_the_search` |
//! | corners of codes in it | `MAX_CORNERS` in `licensing/src/pictures/search.rs` | 512 | `picture-too-busy` | – | `a_picture_full_of_corners_of_codes_ends_the_search` |
//! | codes in it | `MAX_CODES` in `licensing/src/pictures.rs` | 24, those of a sheet | left out | – | – (a sheet has no more) |
//! | pictures at a time | `AT_ONCE` in `desk/licenses/pictures.rs` | 1, and `READING_TIME` (9 s) with the wait for it | `picture-late` | a picture was not read in time | `whoever_waits_too_long_behind_another_picture_is_told_so_and_can_come_again` |
//! | looks at the PC | `PATIENCE` in `desk/examine.rs` | one at a time, for which others wait 15 s | `examination-runs` | a request was refused: the PC is still looked at | `whoever_waits_too_long_is_told_so_and_keeps_nobody_out` |
//! | an `Idempotency-Key` | `MAX_KEY_CHARS` in `console/api/idempotency.rs` | 64 characters | `api-key-malformed` | – | `a_key_that_cannot_be_one_is_refused_and_nothing_is_done` |
//!
//! Browsers at the console:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | connections | `BROWSERS` in `tls/places.rs` | 128 | the oldest without a request that is let through is dropped; where all have one, the new one | a connection at the console was dropped: too many at a time | `connections_that_are_left_half_open_keep_no_browser_out` |
//! | connections of other PCs | `LAN` in `tls/places.rs` | 128, 32 of one PC, 32 handshakes | as above | a connection at the console was dropped: too many at a time | `handshakes_that_are_left_half_open_keep_no_other_pc_out` |
//! | time of their handshake | `LAN` in `tls/places.rs` | 10 s | dropped | a connection at the console on the LAN was dropped: its handshake took too long | – (a timer of the runtime) |
//! | a plain request where TLS is spoken | `PLAIN_BYTES` in `console/lan.rs` | 4 KiB | the rest is not read: told to speak HTTPS, and closed | … answered that it has to be https | `whoever_speaks_plain_http_is_told_to_speak_https` |
//! | names for other PCs | `MAX_NAMES` in `config/lan.rs` | 16 | `config-too-many` | – | `what_cannot_be_taken_for_the_lan_is_told_with_what_to_write` |
//! | time of a request's head, and between two | `HEAD_TIME` in `console/listen.rs` | 30 s | dropped | – | – (hyper's own) |
//! | time from a request's head to its answer's | `REQUEST_TIME` in `console/listen.rs` | 20 s | dropped | a connection at the console was dropped: its request took too long to come | – (a timer of the runtime) |
//! | head of a request | `MAX_HEAD_BYTES` in `console/listen.rs` | 32 KiB | HTTP 431 | – | `a_head_without_end_is_refused_and_others_are_served` |
//! | headers | `MAX_HEADERS` in `console/listen.rs` | 64 | HTTP 431 | – | `a_head_without_end_is_refused_and_others_are_served` |
//! | body of a request | `MAX_REQUEST_BYTES` in `console.rs` | 128 KiB | HTTP 413 | – | – (axum's own) |
//! | time in which nothing of an answer is taken | `READ_TIME` in `console/reads.rs` | 30 s | dropped; a page comes back by itself | – | `an_answer_that_nobody_takes_ends_its_connection_and_one_that_is_taken_does_not` |
//! | pages that look | `MAX_LOOKING` in `console/live.rs` | 64 | `watchers-full` | a watcher was refused: too many at a time | `only_so_many_pages_look_a_place_that_is_left_is_free_again_and_for_nobody_nothing_is_made` |
//! | states a second | `PACE` in `console/live.rs` | 20, and no more than a tenth of the time is spent on them (`REST`) | the newest alone | – | `a_page_that_does_not_read_is_waited_for_by_nobody_and_is_shown_the_newest_in_the_end` |
//! | metrics made a second | `FRESH` in `desk/metrics.rs` | 1 | the text of a moment ago | – | `who_scrapes_without_end_gets_the_text_of_a_moment_ago` |
//! | units with a label in the metrics | `MAX_UNITS` in `desk/metrics.rs` | 64 | counted as `other` | – | `units_without_end_have_no_label_of_their_own` |
//! | walk-ups between two looks of the metrics | `ARRIVALS_KEPT` in `fleet/src/walk_ups.rs` | 4,096 | the oldest are not counted | – | `the_order_of_arrival_is_known_of_so_many_and_no_more` |
//! | open tickets that are shown | `MAX_QUEUE` in `desk/counter.rs` | 1,000; closed ones 30 | the others are counted | – | – (`open` has the number) |
//! | sessions of people | `MOST` in `desk/people/sessions.rs` | 256 | the one that was used least recently is over | – | `the_session_that_was_used_least_recently_goes_for_one_more` |
//! | sources of failed logins | `SOURCES` in `desk/people/attempts.rs` | 1,024 | that with the fewest failures is forgotten | logins failed within a minute | `names_without_end_take_the_place_of_none_that_failed_more_often` |
//! | failed logins | `FREE` in `desk/people/attempts.rs` | 3, then a wait of at most `LONGEST` (60 s) | `login-wait` | logins failed within a minute | `the_wait_doubles_from_a_second_to_a_minute_and_ends_with_a_success` |
//! | a page of the record of acts | `PAGE` in `desk/audit.rs` | 100 entries, read in parts of `PART` (1,000) | the rest with the next page | – | `the_record_of_acts_is_paged_found_checked_and_saved_and_has_no_secrets` |
//! | readers of the whole record at a time | `AT_ONCE` in `desk/audit.rs` | 1 | has to wait | – | `one_reads_the_record_at_a_time_and_the_next_one_after_him` |
//! | counters with a spoken name | `MAX_SPOKEN` in `config/console.rs` | 64 | `config-too-many` | – | `what_cannot_be_taken_is_told_with_what_to_write` |
//!
//! Other systems at the watched folder:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | a list of receptions | `MAX_BYTES` in `receptions.rs` | 1 MiB | moved to `bad`, with the reason in its report | a file of the watched folder was not taken as a whole | `a_file_has_at_most_a_megabyte_and_is_read_once_it_rests` |
//! | patients in it | `MAX_LINES` in `folder/taking.rs` | 1,000 | the same | the same | `a_file_has_at_most_a_thousand_patients_and_at_least_one` |
//! | patients at a time | – in `folder/taking.rs` | 1: each is durable before the next is asked for | has to wait | – | – (no bound to exceed) |
//! | lists that one look finds | `MAX_ENTRIES` in `folder/places.rs` | 1,000 | the others have to wait | – | – (they come once these are taken) |
//! | characters of a field in a sentence | `MAX_TOLD_CHARS` in `receptions.rs` | 40 | the rest is left out | – | `every_bad_line_is_named_with_its_number_and_reason` |
//! | files of one name in `done` or `bad` | `MAX_NAMES` in `folder/moving.rs` | 10,000 | stays where it is, not taken twice: `folder-not-moved` | the watched folder needs a look | – (staff empty them) |
//! | a disk that does not answer | `SILENT` in `desk/watched.rs` | 10 s | `folder-unreachable`; nobody waits for it | – | `a_disk_that_does_not_answer_is_told_while_it_is_asked_and_no_longer` |
//!
//! Disks and paper of the backups that are made by themselves, and of the sheet for when the controller is down:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | characters of a key that somebody types | `MAX_TYPED_CHARS` in `recipient.rs` | 400 without blanks | `restore-identity-mistyped` | – | `every_wrong_character_is_found_and_the_other_key_is_told_from_nonsense` |
//! | backups that are kept | `KEPT` in `nightly/kept.rs` | 7 | the oldest go | – | `seven_are_kept_and_nothing_is_touched_that_this_installation_did_not_name` |
//! | entries of their folder that are looked at | `MAX_ENTRIES` in `nightly/kept.rs` | 10,000 | older backups stay | – | – (staff empty it) |
//! | a disk that does not answer | `SILENT` in `desk/nightly.rs` | 60 s | `auto-backup-silent`; nobody waits for it | – | `a_disk_that_does_not_answer_is_told_while_it_is_asked` |
//! | lines of the sheet | `MAX_ROWS` in `paper/board.rs` | 200 | left out and counted | – | `a_sheet_has_each_open_number_with_where_it_is_and_what_it_asks_for` |
//!
//! While somebody pairs, at the pairing port:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | failed attempts | `MAX_PAIRING_ATTEMPTS` in `proto/link/src/bounds.rs` | 3 | `pairing-too-many-failures`, the port closes | an attempt to pair ended | `who_tries_until_his_digits_fit_has_three_tries_that_nobody_sees_and_then_none` |
//! | streams of a window | `MAX_KNOCKS` in `pairing/limits.rs` | 512 | `pairing-too-many-knocks`, the port closes; a turn that was begun is not cut off | – | `one_that_knocks_without_end_closes_the_port_at_once_and_staff_are_told_why` |
//! | a frame | `MAX_FRAME_BYTES` in `pairing/limits.rs` | 16 KiB | the stream is ended | an attempt to pair ended | – |
//! | a pairing that nobody looks at who started it at a page | `LEFT_AFTER` in `desk/pairing.rs` | 15 s | `pairing-left`, the port closes | – | `a_pairing_ends_with_its_time_and_when_nobody_looks_at_it_any_more` |
//!
//! What waits and what is kept:
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | the engine's inbox | `INBOX` in `engine/handle.rs` | 1,024 | has to wait: its connection slows down | – | `more_callers_than_the_inbox_holds_wait_and_are_all_answered` |
//! | questions in it | `QUESTIONS` in `engine/handle.rs` | 32 | has to wait; acts go before, and a question that comes with an act counts as one | – | `questions_without_end_keep_no_act_out` |
//! | acts of a batch | `MAX_ACTS` in `engine/batch.rs` | 256, and what came in one piece with the last of them | the next batch | – | `acts_that_wait_share_a_commit`, `acts_that_came_in_one_piece_share_a_commit_however_many_wait_before_them` |
//! | a document | `MAX_LEN` in `licensing/src/document.rs` | 40 KiB | `license-too-large`; a reader with such a license attaches without it | the license in the reader's box does not hold | `files_of_other_kinds_and_sizes_are_refused` |
//! | a record | `MAX_RECORD_BYTES` in `store/batch.rs` | 64 KiB | nobody: all that goes into one is bounded before | – | `the_largest_document_that_is_read_fits_into_a_record` |
//! | a commit | `MAX_COMMIT_BYTES` in `store/batch.rs` | 128 MiB | `store-too-much`, and the controller ends: a day's end of 10,000 tickets whose stories have 13 KiB each | a commit failed … | `a_commit_of_too_many_records_is_refused_and_the_store_goes_on` |
//! | records on their way to the database | `MOST_BYTES` in `store/behind/waiting.rs` | 32 MiB | the next commit waits until the database has them | – | `a_record_that_is_written_again_is_counted_once` |
//! | frames behind an image | `IMAGE_BYTES` in `store/behind/due.rs` | 32 MiB | an image is made, and older frames go with the next one | – | `the_bound_of_the_journal_holds_over_starts` |
//! | time in which a new database is filled at a stop | `AT_STOP` in `store/renewal.rs` | 2 s | the next start does it, before the doors open | the data could not be written anew … longer than a stop may | `a_stop_that_has_no_time_left_leaves_the_database_as_it_is_and_the_next_start_to_do_it` |
//! | a frame of a journal | `MAX_PAYLOAD_BYTES` in `proto/journal/src/lib.rs` | 128 MiB | refused; a file that tells of more is damage | – | `frames_have_one_number_after_the_other_from_any_on` |
//! | a key and a value of an image | `MAX_VALUE_BYTES` in `proto/journal/src/images.rs`, and those beside it | 64 KiB and a seal; keys 256 bytes | refused; a file that tells of more is damage | – | `what_no_image_holds_is_refused_and_nothing_is_left_of_it` |
//! | records of an image | `MAX_RECORDS` in `proto/journal/src/images.rs` | 5,000,000 | refused; a file that tells of more is damage | – | `more_records_than_an_image_has_are_neither_written_nor_read` |
//! | a ticket's story | `MAX_CHAPTERS` in `fleet/src/ticket.rs` | 128 chapters, 200 attempts | the second chapter goes, and the gap is told; `called-too-often` | a request was refused … | `the_largest_ticket_that_can_come_about_fits_into_a_record` |
//! | calls that passed a ticket | `PASSES_TOLD` in `views/tickets.rs` | 16 told one by one | the older ones are counted | – | `calls_that_passed_a_ticket_stand_in_its_story_and_the_older_ones_are_counted` |
//! | readers in a sentence | `READERS_TOLD` in `texts/lacks.rs` | 4 | the others are counted | – | `readers_with_one_reason_are_told_together_and_no_more_than_a_pc_has` |
//! | free space | `MIN_FREE_BYTES` in `engine/disk.rs` | 64 MiB | `act-disk-full` | a request was refused: a bound is reached | `before_the_disk_is_full_new_work_is_refused_and_the_rest_goes_on` |
//! | open tickets | `max_open_tickets` in `fleet/src/settings.rs` | 10,000 | `queue-full` | a request was refused: a bound is reached | `more_open_tickets_than_a_clinic_has_are_refused_until_one_is_closed` |
//! | signatures of wishes | `SIGNATURES` in `fleet/src/settings.rs` | 64 | `too-many-signatures` | a request was refused: a bound is reached | `more_kinds_of_wishes_than_the_queue_holds_are_refused_and_plain_patients_are_served` |
//! | units | `MAX_UNITS` in `fleet/src/commands/enroll_unit.rs` | 256 | `too-many-units` | a request was refused: a bound is reached | `more_units_than_a_fleet_has_are_refused` |
//! | the reason of a pause | `MAX_CHARS` in `fleet/src/unit.rs` | 64 characters | `input-pause-reason` | – | `a_reason_is_a_line_that_can_be_seen` |
//! | units that are noted at a time | `MAX_NOTED` in `fleet/src/commands/note_ledger.rs` | 64 | `input-ledger-entries` | – | `what_cannot_be_noted_is_refused_by_name_and_nothing_is_kept` |
//! | a table of the ledger | `MAX_BYTES` in `ledger.rs` | 1 MiB | `cli-file-too-large` | – | – (as of any file) |
//! | lines of it that are told | `MAX_TOLD_LINES` in `ledger.rs` | 20 | the others are counted | – | `of_a_long_list_of_mistakes_the_first_are_told` |
//! | characters of a cell in a sentence | `MAX_TOLD_CHARS` in `ledger.rs` | 40 | the rest is left out | – | – |
//! | days on which support is closed | `MAX_CLOSED` in `support/src/hours.rs` | 64 | `config-too-many` | – | `what_is_no_day_and_what_fills_no_line_is_told` |
//! | whom to call, and the number | `MAX_CHARS` in `config/support.rs` | 64 characters | `config-line` | – | `what_is_no_day_and_what_fills_no_line_is_told` |
//! | ports of a hub that are drawn | `MAX_HUB_PORTS` in `views/ports.rs` | 16 | the others are left out, but what hangs on them is drawn | – | `a_hub_of_more_ports_than_any_has_is_drawn_with_some_of_them` |
//! | people who may log in | `MAX_PEOPLE` in `fleet/src/people.rs` | 64 | `too-many-people` | a request was refused: a bound is reached | `more_people_than_may_log_in_are_refused_and_the_others_stay` |
//! | licenses | `MAX_LICENSES` in `fleet/src/papers/installing.rs` | 256 | `too-many-licenses` | a request was refused: a bound is reached | `more_licenses_than_an_installation_has_are_refused` |
//! | signed acts | `ACTS_KEPT` in `fleet/src/licensing.rs` | 64 | the oldest goes | – | `the_newest_acts_are_kept` |
//! | devices turned away | `VISITORS` in `fleet/src/settings.rs` | 32 | the oldest goes | – | `the_list_of_visitors_is_bounded` |
//! | remembered requests | `REMEMBERED_REQUESTS` in `fleet/src/settings.rs` | 10,000 | the oldest goes | – | `only_the_newest_answers_are_remembered` |
//! | audit | `AUDIT_KEPT` in `fleet/src/settings.rs` | 100,000 entries | the oldest goes | – | `the_audit_keeps_its_newest_entries_and_repeats_are_answered_from_them` |
//! | walk-ups of a unit | `WALK_UPS_PER_UNIT` in `fleet/src/settings.rs` | 20,000 | its oldest goes | – | `a_reader_that_makes_up_walk_ups_without_end_takes_its_own_place_alone` |
//! | days of a unit, and of the queue | `DAYS_KEPT` in `fleet/src/days.rs` | 400 | its oldest goes | – | `a_clock_that_jumps_about_makes_no_more_days_than_are_kept` |
//! | lines of the log | `EVERY` in `serve/log.rs` | 30 of a kind, then one in 10 s | left out and counted | (… lines like the next one were left out …) | `a_flood_that_never_ends_leaves_a_log_of_a_bearable_length` |
//! | files of the data directory | `MAX_BYTES` in `identity/files.rs` | 64 KiB | `cli-access-damaged` | – | `an_endless_file_in_the_data_directory_is_damage_and_read_no_further` |
//! | what a part of the PC says of itself | `PART_BYTES` in `machine/linux.rs` | 256 bytes | the rest is not read | – | `a_file_without_end_is_read_no_further_than_a_part_is_long` |
//! | the PC's mounts | `MOUNTS_BYTES` in `machine/linux.rs` | 256 KiB, and `FILE_SYSTEMS` (256) names | the rest is not read | – | – (the system's own files) |
//! | a file with a document, before it is decoded | `MAX_FILE_LEN` in `licensing/src/armour.rs` | 64 KiB | `license-too-large` | – | `files_of_other_kinds_and_sizes_are_refused` |
//! | a text with a product key | `MAX_TEXT_LEN` in `licensing/src/product_key.rs` | 64 KiB | `product-key-length` | – | `a_text_that_is_no_key_is_refused_with_what_is_wrong` |
//! | configuration | `MAX_BYTES` in `config.rs` | 256 KiB | `start-config-unreadable` | – | `a_configuration_of_any_length_is_read_no_further_than_one_can_be` |
//!
//! At the reader (crate `madoguchi-agent`):
//!
//! | what | constant | value | whoever exceeds it gets | log | test |
//! |---|---|---|---|---|---|
//! | the spool | `CAPACITY` in `agent/src/spool.rs` | 1,000 | no more cards, and the unit is faulted: `spool-full` | the spool holds more outcomes than an agent keeps | `a_full_spool_takes_no_card_until_the_controller_acknowledges`, `of_more_outcomes_than_an_agent_keeps_the_oldest_are_read_and_none_is_lost` |
//! | agents of a spool | the lock in `agent/src/spool.rs` | 1 | does not start | the spool folder … is in use by another agent | `two_agents_do_not_share_a_spool` |
//! | the factory key's file | `MAX_FILE_BYTES` in `agent/src/factory_key.rs` | 16 KiB | does not start | factory_key: … holds no Ed25519 private key | `a_file_without_end_is_read_no_further_than_a_key_is_long` |
//! | answers where the controller is | `MAX_ADDRESSES` in `agent/src/discovery.rs` | 4 addresses, of the link's own networks | not dialled | – | `only_what_lies_on_the_link_is_dialled_and_by_the_links_scope` |
//! | frames not sent | `OUTGOING` in `agent/src/link.rs` | a full spool and 64 | the link is made anew | the controller does not take what is sent | – (a spool alone never fills it) |
//! | time for which it shows which reader it is | `LONGEST_MS` in `agent/src/session/identity.rs` | 60 s | shown no longer | – | `a_reader_without_a_seat_shows_which_one_it_is_too` |
//! | an order's size | `MAX_FRAME_TO_READER_BYTES` in `proto/link/src/bounds.rs` | 64 KiB | the link is made anew | the connection failed … too large | `an_order_that_is_far_too_large_ends_the_link_and_the_next_one_serves` |
