// What moderators said to everybody on shift, or left for the next ones. On every page, read again and again.
import { useEffect, useState } from "preact/hooks";
import type { PostCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { ask } from "../api";
import { Act } from "./act";

const AGAIN = 10_000; // milliseconds

const FROM: Readonly<Record<PostCard["kind"], string>> = {
  broadcast: "To everybody on shift",
  handover: "Hand-over",
  shift_note: "From the shift before",
};

export function Posts({ watches }: { readonly watches: boolean }) {
  const [posts, setPosts] = useState<readonly PostCard[]>([]);
  const load = async () => {
    const answer = await ask("/api/board", {});
    if (answer.ok) setPosts(answer.body.posts);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  const takeDown = async (post: PostCard) => {
    await ask("/api/board/take-down", { post: post.id });
    await load();
  };
  return (
    <div role="status" class="posts">
      {posts.map((post) => (
        <p key={post.id} class="sheet row">
          <span class="grow">
            <strong>
              {inPlain(FROM, post.kind)}, {post.by}, {clock(post.at)}:
            </strong>{" "}
            <span class="words">{post.text}</span>
          </span>
          {watches ? (
            <Act run={() => takeDown(post)} label={`Take down: ${post.text.slice(0, 40)}`}>
              Take down
            </Act>
          ) : null}
        </p>
      ))}
    </div>
  );
}
