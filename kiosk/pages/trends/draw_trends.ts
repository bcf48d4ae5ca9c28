import { LineChart } from 'echarts/charts'
import { AxisPointerComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { canvasColours } from '#kiosk/lib/canvas_colours'
import { trendOption, type TrendPicture } from '#kiosk/pages/trends/trend_option'

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, TooltipComponent, AxisPointerComponent, CanvasRenderer])

export interface TrendDrawing {
  show(picture: TrendPicture): void
  end(): void
}

/** The chosen points one below the other over the same time; loaded only where trends are looked at. */
export function drawTrends(element: HTMLElement): TrendDrawing {
  const chart = init(element, null, { renderer: 'canvas' })
  let shown: TrendPicture | null = null
  const draw = () => shown && chart.setOption(trendOption(shown, canvasColours(element), element), { notMerge: true })
  const observer = new ResizeObserver(() => {
    chart.resize()
    draw()
  })
  observer.observe(element)
  return {
    show(picture) {
      shown = picture
      draw()
    },
    end() {
      observer.disconnect()
      chart.dispose()
    },
  }
}
