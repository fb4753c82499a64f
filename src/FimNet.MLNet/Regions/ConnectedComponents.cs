namespace FimNet.MLNet.Regions;

/// <summary>Groups of pixels that touch each other at a side or a corner (8-connected).</summary>
internal static class ConnectedComponents
{
    /// <param name="isMember">Which pixels belong to a component, <paramref name="width"/> to a row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="labels">Of the same length: receives 0 for other pixels, else the component's number, 1 for the first from the top.</param>
    /// <returns>The number of components.</returns>
    public static int Label(ReadOnlySpan<bool> isMember, int width, Span<int> labels)
    {
        labels.Clear();
        int count = 0, height = isMember.Length / width;
        var open = new Stack<int>();
        for (int i = 0; i < isMember.Length; i++)
        {
            if (isMember[i] && labels[i] == 0)
            {
                labels[i] = ++count;
                open.Push(i);
                while (open.TryPop(out int pixel))
                {
                    (int y, int x) = Math.DivRem(pixel, width);
                    for (int row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
                    {
                        for (int neighbour = (row * width) + Math.Max(x - 1, 0); neighbour <= (row * width) + Math.Min(x + 1, width - 1); neighbour++)
                        {
                            if (isMember[neighbour] && labels[neighbour] == 0)
                            {
                                labels[neighbour] = count;
                                open.Push(neighbour);
                            }
                        }
                    }
                }
            }
        }

        return count;
    }
}
