export { registerIndicator, type Foresight, type Indicator, type Judgement, type Prediction } from '#app/predictions/indicators'
export { rateIndicator } from '#app/predictions/rate_indicator'
export { scorePredictions } from '#app/predictions/actions/score_predictions'
export { makePrediction } from '#app/predictions/actions/make_prediction'
