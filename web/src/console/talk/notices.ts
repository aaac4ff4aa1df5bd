// What the service says in a conversation, as staff read it. The compiler counts the sentences.
import type { Notice } from "../../contract";

const NOTICES: Readonly<Record<Notice, string>> = {
  peer_joined: "A peer has joined.",
  peer_left: "The peer has left.",
  peer_lost: "The peer's connection is lost.",
  peer_changed: "The visitor goes on with somebody else. Thank you for having been there.",
  transfer_asked: "Somebody else is asked to take this conversation over. The visitor was told.",
  transfer_off: "The other one did not take it over. All stays as it is. The visitor was told.",
  transferred: "Somebody else has taken this conversation over. The visitor was told.",
  peer_stepped_aside: "The peer has stepped aside. The visitor is first in line, and was told.",
  peer_relieved: "The peer has stepped aside. The moderator stays with the visitor, who was told.",
  moderator_reading: "A moderator reads along. The visitor and the peer were told.",
  moderator_stopped_reading: "The moderator no longer reads along.",
  moderator_joined: "A moderator has joined and can write here.",
  moderator_left: "The moderator has left.",
  referral_offered: "A referral was offered to the visitor.",
  referral_accepted: "The visitor accepted the referral.",
  referral_declined: "The visitor declined the referral.",
  referral_decided: "A moderator gets help without waiting for the visitor's yes, because a life may be in danger. The visitor was told.",
  referral_handed_over: "The other service has taken the visitor over.",
  referral_confirmed: "The other service confirmed contact.",
  referral_failed: "The hand-over did not work.",
  quiet_asked: "The visitor has not written for a while and was asked whether they are still there.",
  quiet_warned: "The visitor was told that this conversation will end soon if they do not write.",
  quiet_ended: "The conversation has ended because the visitor did not write.",
  peer_quiet: "The peer has not answered for a while and was asked. The visitor was told.",
  peer_silent: "The peer did not answer. The visitor goes on with somebody else.",
  opened: "Two moderators opened this conversation after its end. The visitor was told.",
  visitor_left: "The visitor has left.",
  room_entered: "{name} has come in.",
  room_left: "{name} has gone out.",
  room_host: "{name} is here to look after the room.",
  room_host_left: "{name} no longer looks after the room.",
  room_unhosted: "Nobody looks after the room. It is locked, and moderators can see it.",
  room_locked: "The room is locked: nobody new comes in.",
  room_unlocked: "The room is open again for new people.",
  room_slow: "The time between two messages of one visitor has changed.",
  room_round: "The last round: the room closes in five minutes.",
  room_closed: "The room is closed.",
  room_removed: "The visitor was taken out of a room and waits for one peer.",
  alone: "{name} talks with this visitor alone. The group was not told why.",
  ended: "The conversation has ended.",
};

export function noticeInWords(notice: Notice, name: string): string {
  return NOTICES[notice].replace("{name}", name);
}
