namespace FimNet.MLNet.Evaluation;

/// <summary>Arrays that become one when all are there. Unlike a list, it sets no memory aside and copies nothing while it grows.</summary>
internal sealed class ArrayParts<T>
{
    private readonly List<T[]> _parts = [];

    public void Add(T[] part) => _parts.Add(part);

    /// <summary>All parts one after another; they are let go on the way.</summary>
    public T[] TakeAll()
    {
        var all = new T[_parts.Sum(part => part.Length)];
        int next = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            _parts[i].CopyTo(all, next);
            next += _parts[i].Length;
            _parts[i] = [];
        }

        _parts.Clear();
        return all;
    }
}
