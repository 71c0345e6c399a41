import {
  always,
  anything,
  bool,
  int,
  list,
  listOfAnything,
  pointer,
  quantities,
  struct,
  text,
  time,
} from './fields.ts'
import { resourceRequirements } from './pod-spec.ts'

const containerState = struct('ContainerState', {
  waiting: pointer(struct('ContainerStateWaiting', { reason: text, message: text })),
  running: pointer(struct('ContainerStateRunning', { startedAt: always(time, null) })),
  terminated: pointer(
    struct('ContainerStateTerminated', {
      exitCode: always(int, 0),
      signal: int,
      reason: text,
      message: text,
      startedAt: always(time, null),
      finishedAt: always(time, null),
      containerID: text,
    }),
  ),
})

/** What the kubelet tells of one container. */
export const containerStatus = struct('ContainerStatus', {
  name: always(text, ''),
  state: always(containerState, {}),
  lastState: always(containerState, {}),
  ready: always(bool, false),
  restartCount: always(int, 0),
  image: always(text, ''),
  imageID: always(text, ''),
  containerID: text,
  started: pointer(bool),
  allocatedResources: quantities,
  resources: pointer(resourceRequirements),
  volumeMounts: list(
    struct('VolumeMountStatus', {
      name: always(text, ''),
      mountPath: always(text, ''),
      readOnly: bool,
      recursiveReadOnly: pointer(text),
    }),
  ),
  user: anything,
  allocatedResourcesStatus: listOfAnything,
  stopSignal: pointer(text),
})
