// Pasted texts for the tests of the page: one failed group MMS, a transcript, a batch, and others.

import { sample } from "bandwidth-callbacks/samples";

const OWN = "+19195550100";
const APPLICATION = "93de2206-9669-4e07-948d-329f4b722ee2";

/** A message with an ID that holds its time. */
function message(created, rest) {
  const time = new Date(created).toISOString();
  return {
    id: `${Date.parse(time)}hhq6x3yexample1a`,
    owner: OWN,
    applicationId: APPLICATION,
    time,
    segmentCount: 1,
    direction: "out",
    to: ["+14155550143"],
    from: OWN,
    text: "",
    tag: "order-102",
    ...rest,
  };
}

export const delivered = {
  time: "2026-11-26T16:03:12.971Z",
  type: "message-delivered",
  to: "+14155550143",
  description: "ok",
  message: message("2026-11-26T16:03:10.657Z", { channel: "SMS" }),
};

export const failedMms = {
  time: "2026-11-26T16:03:12.971Z",
  type: "message-failed",
  to: "+14155550143",
  description: "destination-rejected-message-size-invalid",
  errorCode: 4751,
  carrierName: "T-Mobile",
  message: message("2026-11-26T16:03:10.657Z", {
    to: ["+14155550142", "+14155550143", "+14155550144"],
    media: ["https://cdn.example.com/open-house.jpg", "https://cdn.example.com/map.png"],
    channel: "MMS",
    tag: "open-house",
  }),
};

export const nginx =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
  "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";

export const python =
  "[{'time': '2026-11-26T16:03:12.971Z', 'type': 'message-failed', 'to': '+14155550143', " +
  "'description': 'invalid-destination-address', 'errorCode': 4720, 'message': {'id': " +
  `'1795708990657hhq6x3yexample1a', 'owner': '${OWN}', 'applicationId': '${APPLICATION}', 'time': ` +
  `'2026-11-26T16:03:10.657Z', 'segmentCount': 1, 'direction': 'out', 'to': ['+14155550143'], 'from': '${OWN}', ` +
  "'text': '', 'tag': None}}]";

export const ruby =
  `{"_json"=>[{"time"=>"2026-11-26T16:03:12.971Z", "type"=>"message-delivered", ` +
  `"to"=>"+14155550143", "description"=>"ok", "message"=>{"id"=>"1795708990657hhq6x3yexample1a", "owner"=>"${OWN}", ` +
  `"applicationId"=>"${APPLICATION}", "time"=>"2026-11-26T16:03:10.657Z", "segmentCount"=>1, "direction"=>"out", ` +
  `"to"=>["+14155550143"], "from"=>"${OWN}", "text"=>"", "tag"=>nil}}]}`;

export const transcript = `*   Trying 127.0.0.1:3000...
* Connected to localhost (127.0.0.1) port 3000 (#0)
> POST /callbacks HTTP/1.1
> Host: localhost:3000
> User-Agent: curl/7.88.1
> Content-Type: application/json; charset=utf-8
> Content-Length: 412
>
} [412 bytes data]
< HTTP/1.1 500 Internal Server Error
< Content-Type: application/json
<
{ [64 bytes data]
* Connection #0 to host localhost left intact
{"error":"Cannot read properties of undefined (reading 'type')"}
`;

export const denied = {
  accountId: "5000001",
  phoneNumber: "+18885550142",
  status: "UNVERIFIED",
  internalTicketNumber: "4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11",
  declineReasonDescription: "Website not accessible",
  denialStatusCode: 511,
  resubmitAllowed: true,
};

/** A body with five mistakes: not in an array, a string for `to`, a quoted code, a wrong owner, another time format. */
export const mistakes = {
  ...failedMms,
  time: "2026-11-26 16:03:12",
  errorCode: "4751",
  message: { ...failedMms.message, to: "+14155550143", owner: "+14155550143", media: undefined, channel: "SMS" },
};

/** 30 events: six messages sent, four delivered and two failed, six received, twelve of them duplicates. */
export const batch = (() => {
  const events = [];
  const failures = { 2: [4720, "invalid-destination-address"], 5: [4770, "destination-spam-detected"] };
  for (let at = 0; at < 6; at++) {
    const to = `+1415555014${at}`;
    const sent = {
      time: new Date(Date.UTC(2026, 10, 26, 16, 0, at)).toISOString(),
      type: "message-sent",
      to,
      description: "sent",
      message: message(Date.UTC(2026, 10, 26, 15, 59, 58 + at), { to: [to], tag: `order-10${at}` }),
    };
    sent.message.id = `${sent.message.id.slice(0, -1)}${at}`;
    const [code, description] = failures[at] ?? [];
    const ended = {
      ...sent,
      time: new Date(Date.UTC(2026, 10, 26, 16, 0, at + 3)).toISOString(),
      ...(code === undefined
        ? { type: "message-delivered", description: "ok" }
        : { type: "message-failed", description, errorCode: code }),
    };
    events.push(sent, ended);
    if (at < 4) events.push(sent, ended);
  }
  for (let at = 0; at < 6; at++) {
    const from = `+1415555014${at}`;
    const [event] = sample("message-received", { message: { from, text: at === 0 ? "STOP" : `ok ${at}` } });
    const id = `3f0c1d1e-6b7a-4d0f-9a53-2a7be2c0a4${String(at).padStart(2, "0")}`;
    const received = {
      ...event,
      time: `2026-11-26T16:04:0${at}.000Z`,
      message: { ...event.message, id, time: "2026-11-26T16:04:00.000Z" },
    };
    events.push(received);
    if (at < 4) events.push(received);
  }
  return events;
})();

export const emoji = {
  ...sample("message-received", { message: { text: `${"😀".repeat(95)}x` } })[0],
};

export const cutLine =
  "2026-11-27T00:00:00Z INFO body=" +
  JSON.stringify([{ ...failedMms, errorCode: undefined, carrierName: undefined }]).slice(0, 330);

/** A page of documentation, whose example lost its braces and the items of two lists on the way. */
export const documentation = `Outgoing Message Sent Event

Parameter Type Description
type string The Event type
time array The time of the event
message.to array The phone number (or numbers)

Outgoing message sent notification

POST /your_url HTTP/1.1
Content-Type: application/json; charset=utf-8
User-Agent: BandwidthAPI/v2

    "type": "message-sent",
    "time": "2016-09-14T18:20:16Z",
    "description": "Outgoing message sent",
    "message": {
      "id": "14762070468292kw2fuqty55yp2b2",
      "time": "2016-09-14T18:20:16Z",
      "to": [
      "from": "+12345678901",
      "text": "Hey, check this out!",
      "applicationId": "93de2206-9669-4e07-948d-329f4b722ee2",
      "media": [
      "owner": "+12345678902",
      "direction": "in"
`;
