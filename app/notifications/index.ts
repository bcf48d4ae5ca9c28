export { notify, type Notice } from '#app/notifications/actions/notify'
